// Horizontal bars, drawn by Chartist, in the page's own colours.

import { BarChart, Svg } from "../../../../vendor/chartist.js";

const BAR_HEIGHT = 32; // px, its gap included
const NARROW = 450; // px, below which the words beside a bar need three lines
const BAR_HEIGHT_NARROW = 44;
const AXIS_HEIGHT = 30;
const LABEL_SHARE = 0.4; // of the width, for the words beside the bars
const LABEL_MOST = 260; // px

// The pages' policy forbids `style` as an attribute, and allows the same through the element's own properties.
const attr = Svg.prototype.attr;
Svg.prototype.attr = function (attributes, ...rest) {
  if (typeof attributes !== "object" || !("style" in attributes)) return attr.call(this, attributes, ...rest);
  const { style, ...others } = attributes;
  this.getNode().style.cssText = style;
  return attr.call(this, others, ...rest);
};

/**
 * Draw `rows` of `{what, number}` into `place`, the first on top. `title` and `description` are what it is called and what
 * it says, `percent`: the numbers are shares of one. Returns what to call when the picture goes.
 */
export function drawBars(place, rows, { title, description, percent, lang }) {
  const most = percent ? 1 : Math.max(...rows.map(({ number }) => number));
  const format = new Intl.NumberFormat(lang, percent ? { style: "percent" } : {});
  const barHeight = place.clientWidth < NARROW ? BAR_HEIGHT_NARROW : BAR_HEIGHT;
  const chart = new BarChart(
    place,
    { labels: rows.map(({ what }) => what), series: [rows.map(({ number }) => number)] },
    {
      horizontalBars: true,
      reverseData: true,
      height: `${rows.length * barHeight + AXIS_HEIGHT}px`,
      low: 0,
      high: most,
      chartPadding: { top: 0, right: 36, bottom: 0, left: 0 },
      axisX: { onlyInteger: !percent, scaleMinSpace: 50, labelInterpolationFnc: (value) => format.format(value) },
      axisY: { offset: Math.min(LABEL_MOST, place.clientWidth * LABEL_SHARE), showGrid: false },
    },
  );
  chart.on("created", ({ svg }) => describe(svg.getNode(), title, description));
  return () => chart.detach();
}

function describe(svg, title, description) {
  svg.setAttribute("role", "img");
  for (const [name, text] of [
    ["desc", description],
    ["title", title],
  ]) {
    const element = document.createElementNS(svg.namespaceURI, name);
    element.textContent = text;
    svg.prepend(element);
  }
  svg.setAttribute("aria-label", `${title}. ${description}`);
}
