/** A row of a table: its head, then its cells; each a text, a number or an element. */
export function row(head, ...cells) {
  const line = document.createElement("tr");
  const first = document.createElement("th");
  first.scope = "row";
  first.append(head);
  line.append(first, ...cells.map((content) => {
    const cell = document.createElement("td");
    cell.append(content);
    return cell;
  }));
  return line;
}
