"""The addresses that every look at all pages goes through: each kind of page at least once."""

READING = (
    "/",
    "/plans/",
    "/plans/?q=火星",
    "/plans/nanshan/",
    "/plans/liangjiang/?q=知识产权&punct=full",
    "/plans/liangjiang/s/3-3/?style=gw",
    "/plans/nanshan/source/",
    "/plans/liangjiang/errata/",
    "/bases/",
    "/bases/haidian/",
    "/search/?q=知识产权",
    "/search/",
    "/search/?q=双创&base=nanshan&scope=measure&page=2",
    "/search/?q=租房补贴&mode=exact",
    "/search/?q=企业研发投入补贴",
    "/search/?q=知识产全",
    "/search/?q=２０２０年",
    "/search/?q=天使投资 -海淀&scope=text",
    "/search/?q=海淀 投贷联动 租金",
    "/search/?q=“没有关上 基地:火星 -&base=x",
)
REGISTER = (
    "/measures/?theme=ip&q=质押",
    "/measures/?q=火星",
    "/measures/?q=众创空间 -补贴&sort=relevance",
    "/measures/nanshan-m07/?q=质押",
    "/measures/nanshan-m05/",
    "/projects/liangjiang-p12/",
    "/tasks/",
    "/tasks/haidian-t2/",
    "/programmes/liangjiang-g2/",
    "/themes/",
    "/themes/ip/",
    "/instruments/tax/",
    "/matrix/",
    "/targets/?masked=1",
    "/metrics/",
    "/orgs/",
)
TOOLS = (
    "/compare/",
    "/compare/?theme=ip&base=nanshan&base=haidian",
    "/compare/?task=nanshan-t6&task=haidian-t2",
    "/compare/?base=nanshan&base=haidian&theme=ip&theme=transfer&kind=measure",
    "/measures/?theme=ip&code=nanshan-m05&code=haidian-m2.5",
    "/matrix/?base=nanshan",
    "/list/?code=nanshan-m05&code=haidian-m2.5",
    "/data/",
    "/feedback/?code=nanshan-m05",
)
ABOUT = ("/about/", "/help/", "/accessibility/", "/styleguide/", "/plans/nowhere/", "/plans/nanshan/s/99/")
EVERY = (*READING, *REGISTER, *TOOLS, *ABOUT)
ADMIN = (
    "/admin/login/",
    "/admin/",
    "/admin/measures/measure/",
    "/admin/plans/workplan/",
    "/admin/measures/quantity/",
)
