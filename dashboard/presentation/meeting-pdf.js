/* The meeting's document: draws its figures here, sends them to be set, and saves what comes back.

   lanspulsPdf(meeting, payload, say, schema) gives the action of a button: meeting is the page's <main>, payload(size)
   the figures, payload.forget(size) makes them be asked for anew, say(text) tells the reader. */
window.lanspulsPdf = (main, payload, say, schema) => {
  "use strict";
  async function svgOf(figure, config) {
    const { width, height } = figure.layout;
    const image = await Plotly.toImage({ data: figure.data, layout: figure.layout, config }, { format: "svg", width, height });
    return decodeURIComponent(image.slice(image.indexOf(",") + 1));
  }

  return async function savePdf(button) {
    button.disabled = true;
    say("Ritar figurerna …");
    try {
      payload.forget("paper");
      const { version, figures, config } = await payload("paper");
      const svg = [];
      for (const figure of figures) svg.push(figure ? await svgOf(figure, config) : null);
      say("Sätter dokumentet …");
      const answer = await fetch(main.dataset.pdf, {
        method: "POST",
        credentials: "same-origin",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ schema, version, svg }),
      });
      if (!answer.ok) {
        const told = await answer.json().catch(() => ({}));
        throw new Error(told.message || "PDF:en kunde inte göras. Försök igen.");
      }
      const link = document.createElement("a");
      link.href = URL.createObjectURL(await answer.blob());
      link.download = main.dataset.file;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 60000);
      say("PDF:en är sparad.");
    } catch (error) {
      say(error.message);
    } finally {
      button.disabled = false;
    }
  }
};
