/** The page's configuration, put there by the server as JSON; null on pages without sign-in. */
let read;

export function config() {
  if (read === undefined) {
    const element = globalThis.document?.getElementById("config");
    read = element ? JSON.parse(element.textContent) : null;
  }
  return read;
}
