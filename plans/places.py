"""How a place in a plan is named in a sentence: 三(三)举措7."""

_DROPPED = "、.．:： \t"


def place_name(labels):
    """The printed numbers from the chapter down to the section, without the marks that close them.

    `place_name(["三、", "(三)", "举措7:"])` is 三(三)举措7; a second Arabic number is parted by a point
    (`["五、", "(一)", "1.", "(2)"]` is 五(一)1(2)).
    """
    name = ""
    for label in labels:
        part = label.strip(_DROPPED)
        if name[-1:].isdigit() and part[:1].isdigit():
            name += "."
        name += part
    return name


def places_of(sections):
    """{section key: its place name} for all sections of one plan, parents before children."""
    labels, by_id = {}, {}
    for section in sections:
        labels[section.pk] = [*labels.get(section.parent_id, []), *filter(None, [section.label])]
        by_id[section.key] = place_name(labels[section.pk])
    return by_id
