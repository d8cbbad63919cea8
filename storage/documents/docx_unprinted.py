"""What a Word document holds and does not say: text that a style hides, invitations to write."""

from collections.abc import Iterator

from lxml import etree

from storage.documents.archive import Archive, value_of

_OFF = frozenset({"0", "false", "off"})


def drop(body: etree._Element, archive: Archive) -> None:
    """Take the words out of it; the cells and rows that it stands in stay where they are."""
    for asked in body.iter("{*}showingPlcHdr"):
        control = asked.getparent()
        field = control.getparent() if control is not None else None
        if field is not None and is_on(asked):
            _silence(field)
    hidden = frozenset(_hidden_styles(archive))
    if not hidden:
        return
    for style in body.iter("{*}rStyle", "{*}pStyle"):
        properties = style.getparent()
        styled = properties.getparent() if properties is not None else None
        if styled is not None and value_of(style) in hidden:
            _silence(styled)


def is_on(switch: etree._Element) -> bool:
    """Whether a property that is there is not there only to be switched off."""
    return value_of(switch) not in _OFF


def _silence(element: etree._Element) -> None:
    for text in element.iter("{*}t"):
        text.text = ""


def _hidden_styles(archive: Archive) -> Iterator[str]:
    """The styles that hide their text by themselves or by the style that they are based on."""
    if "word/styles.xml" not in archive:
        return
    root = archive.xml("word/styles.xml")
    if next(root.iter("{*}vanish"), None) is None:
        return
    styles = {value_of(style, "styleId"): style for style in root.iterfind("{*}style")}
    for name, style in styles.items():
        seen: set[str] = set()
        current: etree._Element | None = style
        while current is not None:
            switch = current.find("{*}rPr/{*}vanish")
            if switch is not None:
                if is_on(switch):
                    yield name
                break
            parent = value_of(current.find("{*}basedOn"))
            current = styles.get(parent) if parent not in seen else None
            seen.add(parent)
