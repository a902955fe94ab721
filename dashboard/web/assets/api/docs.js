// Starts Swagger UI over the document that the page names.
const place = document.getElementById("api");
/** @type {any} */ (window).SwaggerUIBundle({
    domNode: place,
    url: place?.dataset.document,
    deepLinking: true,
    defaultModelsExpandDepth: -1,
    validatorUrl: null,
    supportedSubmitMethods: ["get"],
    tryItOutEnabled: true,
});
