// Reads {index, queries} as JSON, writes what the page's finder suggests for each query: a list of ids.

import { readFileSync } from "node:fs";

import MiniSearch from "../../node_modules/minisearch/dist/es/index.js";
import { Finder } from "../../overrides/assets/javascripts/simulator/finder.js";

const { index, queries } = JSON.parse(readFileSync(0, "utf8"));
const finder = new Finder(MiniSearch, index);
const found = queries.map(({ typed, platform }) => finder.find(typed, platform).map(({ id }) => id));
process.stdout.write(JSON.stringify(found));
