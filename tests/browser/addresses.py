"""The addresses that every look at all pages goes through: each kind of page at least once."""

READING = (
    "/",
    "/plans/",
    "/plans/nanshan/",
    "/plans/liangjiang/?q=知识产权&punct=full",
    "/plans/liangjiang/s/3-3/?style=gw",
    "/plans/nanshan/source/",
    "/plans/liangjiang/errata/",
    "/bases/",
    "/bases/haidian/",
    "/search/?q=知识产权",
    "/search/?q=火星",
)
REGISTER = (
    "/measures/?theme=ip&q=质押",
    "/measures/?q=火星",
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
