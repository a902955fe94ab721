"""The meeting's PDF: tagged, A4 landscape, from an edition alone."""

import base64

from dashboard.editions.content import Edition, OwnPicture, Slide
from dashboard.editions.forms._form import Form
from dashboard.forms.pdf import Document, Page, build_pdf
from dashboard.views.slide_view import Picture, SlideView


def document(edition: Edition) -> bytes:
    """The document as PDF/UA-1 bytes. ReportError where a figure is not drawn or has no alternative text."""
    head = edition.head
    return build_pdf(
        Document(
            title=head.title,
            day=head.day,
            place=head.place,
            county=head.county,
            as_of=edition.known_by,
            pages=tuple(_page(slide) for slide in edition.slides),
            organisation=head.organisation,
        )
    )


def _page(slide: Slide) -> Page:
    view = SlideView(
        title=slide.title,
        headline=slide.data_headlines[0] if slide.data_headlines else slide.headline,
        headline_below=slide.data_headlines[1] if len(slide.data_headlines) > 1 else "",
        plain_source=slide.plain_source,
        subtitle=slide.subtitle,
        sentence=slide.sentence,
        points=slide.points,
        figure=slide.drawings.paper,
        caption=slide.caption,
        alt=slide.alt,
        table=slide.table,
        further=slide.further,
        notes=slide.notes,
        definition=slide.definition,
        caveat=slide.caveat,
        synthetic=slide.synthetic,
        link=slide.link,
        lines=slide.lines,
        picture=_picture(slide.picture),
        shows_table=slide.shows_table,
        table_below=slide.table_below,
    )
    own = slide.headline if slide.own_headline else ""
    return Page(slide=view, svg=slide.drawings.svg, words="\n\n".join(slide.words), headline=own)


def _picture(picture: OwnPicture | None) -> Picture | None:
    if picture is None:
        return None
    return Picture(content=base64.b64decode(picture.base64), format=picture.format, alt=picture.alt)


FORMS = (
    Form(
        word="pdf",
        ending=".pdf",
        title_sv="PDF, tillgänglig",
        media="application/pdf",
        make=document,
        needs_drawings=True,
        order=10,
    ),
)
