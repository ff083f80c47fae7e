/** Blank call cards: as many as are wanted, two to a sheet. */
import { clone } from "../bind.js";

const $ = (id) => document.getElementById(id);
const fill = () => $("cards").replaceChildren(...Array.from({ length: Number($("how-many").value) }, () => clone("card")));

$("how-many").addEventListener("change", fill);
$("print").addEventListener("click", () => print());
fill();
