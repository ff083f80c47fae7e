/** Filling the page: templates are cloned, marked elements get text. Text from people is text, never markup. */
import { visibleParts } from "./words.js";

/** Return a clone of `<template id=name>`'s only element. */
export function clone(name) {
  return document.getElementById(name).content.firstElementChild.cloneNode(true);
}

/** Set the text of elements marked `data-bind=key`; only what differs is touched. */
export function bind(root, values) {
  for (const [key, value] of Object.entries(values)) {
    for (const element of root.querySelectorAll(`[data-bind="${key}"]`)) {
      const text = String(value ?? "");
      if (element.textContent !== text) element.textContent = text;
    }
  }
}

/** Set an attribute only when it changes. */
export function attribute(element, name, value) {
  if (element.getAttribute(name) !== String(value)) element.setAttribute(name, value);
}

/** Return an element with text and attributes. */
export function make(tag, text = "", attributes = {}) {
  const element = document.createElement(tag);
  if (text !== "") element.textContent = text;
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== "") element.setAttribute(name, value);
  }
  return element;
}

/** Show a person's text; characters that cannot be seen are shown by their number. */
export function showText(element, text) {
  element.replaceChildren(...visibleParts(text ?? "").map((part) =>
    typeof part === "string" ? document.createTextNode(part) : make("span", part.code, { class: "mark-hidden" })));
}
