/** The hand-over page's one button: print it. Everything else on it was made by the server. */
document.getElementById("print").addEventListener("click", () => window.print());
