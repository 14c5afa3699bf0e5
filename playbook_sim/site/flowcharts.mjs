// Lays out graphs with Graphviz: {name: DOT} as JSON on standard input, {name: SVG} on standard output.
import { instance } from "@viz-js/viz";
import { text } from "node:stream/consumers";

const graphs = JSON.parse(await text(process.stdin));
const viz = await instance();
const pictures = {};
for (const [name, dot] of Object.entries(graphs)) {
  const result = viz.render(dot, { format: "svg" });
  if (result.status !== "success") {
    console.error(`${name}: ${result.errors.map((error) => error.message).join("; ")}`);
    process.exit(1);
  }
  pictures[name] = result.output;
}
process.stdout.write(JSON.stringify(pictures));
