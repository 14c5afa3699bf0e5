// Changes one fact after the other in the simulator's form, as a reader would, and takes the times of the answers.

window.training = (() => {
  const PATIENCE = 20_000; // ms to wait for an answer
  const marks = { changed: 0, asked: 0, replied: 0 };
  let worker = null;

  // The page makes its worker itself, so its class is exchanged: what it sends and hears is what we time.
  const Plain = window.Worker;
  window.Worker = class extends Plain {
    constructor(...given) {
      super(...given);
      // The search has a worker too, which would never answer.
      if (!String(given[0]).includes("/runtime/")) return;
      worker = this;
      this.addEventListener("message", () => (marks.replied = performance.now()));
    }

    postMessage(text) {
      if (/"method":"(answer|show)"/.test(text)) marks.asked = performance.now();
      super.postMessage(text);
    }
  };

  let root;
  let told = () => {};

  function watch() {
    root = document.querySelector("#simulator");
    // Companions listen from the start, so they have had their turn when this one is called.
    root.addEventListener("answershown", () => {
      const shown = performance.now();
      const { changed, asked, replied } = marks;
      queueMicrotask(() => {
        root.getBoundingClientRect();
        const laidOut = performance.now();
        const shares = { page: asked - changed, worker: replied - asked, document: shown - replied, layout: laidOut - shown };
        afterPaint(() => told({ ...shares, answered: laidOut - changed, painted: performance.now() - changed }));
      });
    });
    root.addEventListener("answergone", () => told(null));
  }

  // The next frame has been handed on when what was posted from its beginning arrives.
  function afterPaint(act) {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = act;
    requestAnimationFrame(() => port2.postMessage(null));
  }

  function answered(act) {
    return new Promise((resolve) => {
      const late = setTimeout(() => resolve(null), PATIENCE);
      told = (sample) => {
        clearTimeout(late);
        told = () => {};
        resolve(sample);
      };
      act();
    });
  }

  // Longer than what the page takes for a flurry (pace.js): a reader does not change the next fact within it.
  const idle = () => new Promise((resolve) => setTimeout(resolve, 60));

  // The same numbers in every run (mulberry32).
  function chance(seed) {
    let state = seed + 1;
    return (below) => {
      state = (state + 0x6d2b79f5) | 0;
      let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
      mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
      return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
    };
  }

  /** Another value for a field; returns what takes it back, or null where there is no other. */
  function change(field, pick) {
    const radios = [...field.querySelectorAll("input[type=radio]")];
    const before = radios.find((radio) => radio.checked);
    if (radios.length) {
      const others = radios.filter((radio) => !radio.checked);
      if (!others.length) return null;
      const next = others[pick(others.length)];
      next.checked = true;
      tell(next);
      return () => {
        if (before) before.checked = true;
        else next.checked = false;
        tell(next);
      };
    }
    const control = field.querySelector("input, select");
    const held = control.value;
    if (control.type === "date") {
      const today = root.querySelector("[data-field=today] input").valueAsDate ?? new Date();
      control.valueAsDate = new Date(today.getTime() - pick(40) * 86_400_000);
    } else if (control.type === "number") {
      control.value = String(Number(control.min || 1) + pick(20));
    } else {
      return null;
    }
    if (control.value === held) return null;
    tell(control);
    return () => {
      control.value = held;
      tell(control);
    };
  }

  function tell(control) {
    marks.changed = performance.now();
    control.dispatchEvent(new Event("input", { bubbles: true }));
  }

  /** The samples of `changes` facts changed in turn in one problem. A date that is refused is taken back. */
  async function run({ problem, changes, seed }) {
    const pick = chance(seed);
    const select = root.querySelector("#sim-problem");
    if (select.value !== problem) {
      for (const radio of root.querySelectorAll("[data-field=platform] input")) radio.checked = false;
      tell(root.querySelector("[data-field=platform] input"));
      await answered(() => {
        select.value = problem;
        tell(select);
      });
      await idle();
    }
    const samples = [];
    for (let turn = 0; samples.length < changes && turn < 3 * changes; turn += 1) {
      const fields = [...root.querySelectorAll(".sim-form [data-fact]:not([hidden])")];
      if (!fields.length) break;
      let back = null;
      const sample = await answered(() => {
        back = change(fields[turn % fields.length], pick);
        if (!back) told(null);
      });
      if (sample) samples.push({ ...sample, turn });
      else if (back) await answered(back);
      await idle();
    }
    return samples;
  }

  /** Milliseconds from a request to its reply, of a worker that is ready. */
  function ask(request) {
    return new Promise((resolve) => {
      const began = performance.now();
      worker.addEventListener("message", () => resolve(performance.now() - began), { once: true });
      worker.postMessage(request);
    });
  }

  return { watch, run, ask };
})();
