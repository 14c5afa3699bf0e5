// Gives the reader a file that the page has made.

/** Let the browser save `text` as the file `name` of the media type `type`. */
export function download({ text, name, type }) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // The download has its own hold on the data once it has begun; some browsers begin late.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
