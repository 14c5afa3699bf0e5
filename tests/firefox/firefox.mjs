// Firefox for a test: one page, what it complains of, ways to use it and to wait for what it shows.

import { setTimeout } from "node:timers/promises";
import puppeteer from "puppeteer-core";

const PAUSE = 50; // ms between two looks
const ABORTED = "NS_BINDING_ABORTED";
const PATIENCE = 120_000; // ms; Python starts slowly on a busy machine
const MOST_TABS = 400;

export class Firefox {
  page;
  complaints = [];
  #leaving = false;
  #browser;

  constructor(browser, page) {
    this.#browser = browser;
    this.page = page;
  }

  /** Start the browser that lies at `program`, for a site whose address is `root`; requests elsewhere are complaints. */
  static async start(program, root) {
    const browser = await puppeteer.launch({
      browser: "firefox",
      executablePath: program,
      headless: true,
      // Dates are typed as an American writes them.
      extraPrefsFirefox: { "intl.locale.requested": "en-US", "intl.accept_languages": "en-US", "ui.prefersReducedMotion": 1 },
    });
    const firefox = new Firefox(browser, await browser.newPage());
    await firefox.#watch(root);
    return firefox;
  }

  async #watch(root) {
    const { page, complaints } = this;
    await page.setViewport({ width: 1280, height: 900 });
    await page.evaluateOnNewDocument(() => {
      addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) => {
        console.error(`blocked by the policy: ${effectiveDirective} ${blockedURI}`);
      });
    });
    page.on("console", (message) => {
      if (["error", "warn"].includes(message.type())) complaints.push(`${message.type()}: ${message.text()}`);
    });
    page.on("pageerror", (error) => {
      if (!(this.#leaving && error.message === ABORTED)) complaints.push(`uncaught: ${error.message}`);
    });
    page.on("request", (request) => {
      const own = request.url().startsWith(root) || /^(about|blob|data):/.test(request.url());
      if (!own) complaints.push(`request to another host: ${request.url()}`);
    });
  }

  stop() {
    return this.#browser.close();
  }

  /** Go with the Tab key until the element has the focus. */
  async tabTo(selector) {
    for (let count = 0; count < MOST_TABS; count += 1) {
      if (await this.page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)) return;
      await this.page.keyboard.press("Tab");
    }
    throw new Error(`The Tab key does not lead to ${selector}`);
  }

  /** Ask the page until it agrees. Puppeteer's own waiting compiles text in the page, which the policy forbids. */
  async until(what, question, ...told) {
    const end = Date.now() + PATIENCE;
    let answer;
    while (Date.now() < end) {
      // While a page gives way to the next one, there is nobody to ask.
      answer = await this.page.evaluate(question, ...told).catch((error) => error.message);
      if (answer === true) return;
      await setTimeout(PAUSE);
    }
    throw new Error(`In vain: ${what} (${answer})`);
  }

  /** Go elsewhere when the page is at rest. What Firefox itself looks up for a page ends with it, and is called uncaught. */
  async leave(go) {
    await this.rest();
    this.#leaving = true;
    await go();
    this.#leaving = false;
  }

  /** Wait until what the page fetches for later has come: Firefox complains of what is still on its way when a page is left. */
  rest() {
    return this.until("the index of the search has come", () =>
      performance.getEntriesByType("resource").some(({ name, responseEnd }) => name.endsWith("/search_index.json") && responseEnd > 0),
    );
  }

  /** Wait until an element shows these words. */
  says(selector, ...words) {
    return this.until(
      `${selector} says ${words}`,
      (where, wanted) => {
        const shown = document.querySelector(where)?.innerText ?? "";
        return wanted.every((word) => shown.includes(word)) || `it says: ${shown}`;
      },
      selector,
      words,
    );
  }
}
