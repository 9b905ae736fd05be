// Live figures: the run loop, the drawing and the controls. All that is numerical about a method, an objective or a
// schedule comes from the page's own script, which is printed from the Python (optbook/live).
(() => {
  "use strict";
  const live = globalThis.optbookLive ??= {};
  const DASHES = [[], [7, 3], [2, 3], [9, 3, 2, 3], [4, 2], [1, 2]];

  // One run, as `descend` makes it: the next iterate is x + delta.
  live.run = (part, p, start, steps) => {
    const {objective, program, rate, draws} = part, none = new Array(objective.dim).fill(0), dim = objective.dim;
    let x = start.slice(), s = program.init(x, rate(0, p)[0], p);
    const xs = [x], values = [objective.value(x, p)[0]];
    for (let t = 0; t < steps; t++) {
      const g = objective.grad(x, p, draws ? draws[t] : none);
      const update = t === 0 && program.first ? program.first : program.update;
      const answer = update(s, g, x, t, rate(t, p)[0], p);
      x = x.map((coordinate, i) => coordinate + answer[i]);
      s = answer.slice(dim);
      xs.push(x);
      values.push(objective.value(x, p)[0]);
    }
    return {xs, values};
  };

  // What a figure runs for a method: its objective, programs, schedule and noise.
  live.part = (figure, {objective, method, schedule, seed}) => {
    const of = figure.objectives[objective], place = figure.methods[method].of[objective];
    const draws = of.noise && of.noise.draws[Math.max(0, (seed ?? of.noise.first) - of.noise.first)];
    const rate = figure.schedules[schedule].rate;
    return {objective: of, program: place === null ? null : figure.programs[place], rate, draws};
  };

  const shown = (number, digits = 3) => {
    if (!Number.isFinite(number)) return "no number";
    const size = Math.abs(number);
    const text = size !== 0 && (size < 1e-3 || size >= 1e5) ? number.toExponential(digits - 1).replace("e+", "e")
      : String(Number(number.toPrecision(digits)));
    return text.replaceAll("-", "\u2212");
  };
  const place = x => x.length === 1 ? shown(x[0]) : `(${x.map(c => shown(c)).join(", ")})`;

  // Sliders: 200 places, or one for each integer; equal ways are equal factors where it is logarithmic.
  const PLACES = 200;
  const toPlace = (slider, value) => slider.whole ? value : Math.round(PLACES * (slider.log
    ? Math.log(value / slider.low) / Math.log(slider.high / slider.low)
    : (value - slider.low) / (slider.high - slider.low)));
  const fromPlace = (slider, at) => {
    if (slider.whole || at <= 0) return slider.whole ? at : slider.low;
    if (at >= PLACES) return slider.high;
    const share = at / PLACES;
    return Number((slider.log ? slider.low * (slider.high / slider.low) ** share
      : slider.low + (slider.high - slider.low) * share).toPrecision(4));
  };

  // Lines of equal height through a grid of numbers.
  const contours = (grid, columns, rows, level, line) => {
    const cut = (a, b) => (level - a) / (b - a);
    for (let j = 0; j + 1 < rows; j++) for (let i = 0; i + 1 < columns; i++) {
      const a = grid[j * columns + i], b = grid[j * columns + i + 1];
      const c = grid[(j + 1) * columns + i + 1], d = grid[(j + 1) * columns + i];
      const ends = [];
      if (a > level !== b > level) ends.push([i + cut(a, b), j]);
      if (b > level !== c > level) ends.push([i + 1, j + cut(b, c)]);
      if (d > level !== c > level) ends.push([i + cut(d, c), j + 1]);
      if (a > level !== d > level) ends.push([i, j + cut(a, d)]);
      for (let k = 0; k + 1 < ends.length; k += 2) line(ends[k], ends[k + 1]);
    }
  };

  // Round numbers that part an interval.
  const ticks = (low, high, count) => {
    const raw = (high - low) / count, power = 10 ** Math.floor(Math.log10(raw));
    const step = [1, 2, 5, 10].find(factor => factor * power >= raw) * power;
    const found = [];
    for (let k = Math.ceil(low / step); k * step <= high + step * 1e-9; k++) found.push(k * step);
    return found;
  };

  class Panel {
    constructor(element) {
      this.element = element;
      this.canvas = element.querySelector("canvas");
      this.handle = element.querySelector("button");
      this.pen = this.canvas.getContext("2d");
    }

    // Axes of two ranges, `logs` where they are logarithmic; a `title` above.
    begin(x, y, labels, logs = [false, false], title = "") {
      const box = this.canvas.getBoundingClientRect(), scale = devicePixelRatio || 1;
      this.width = box.width;
      this.height = box.height;
      this.canvas.width = Math.round(box.width * scale);
      this.canvas.height = Math.round(box.height * scale);
      this.pen.setTransform(scale, 0, 0, scale, 0, 0);
      const style = getComputedStyle(this.element);
      this.ink = name => style.getPropertyValue(`--live-${name}`).trim();
      this.frame = {left: 56, right: this.width - 10, top: title ? 24 : 8, bottom: this.height - 34};
      const {left, right, top, bottom} = this.frame;
      const scaled = (log, range) => log ? range.map(Math.log10) : range;
      const [x0, x1] = scaled(logs[0], x), [y0, y1] = scaled(logs[1], y);
      this.x = v => left + (right - left) * ((logs[0] ? Math.log10(v) : v) - x0) / (x1 - x0);
      this.y = v => bottom - (bottom - top) * ((logs[1] ? Math.log10(v) : v) - y0) / (y1 - y0);
      const back = (log, u) => log ? 10 ** u : u;
      this.unx = px => back(logs[0], x0 + (x1 - x0) * (px - left) / (right - left));
      this.uny = py => back(logs[1], y0 + (y1 - y0) * (bottom - py) / (bottom - top));
      this.axes = () => {
        const pen = this.pen;
        pen.font = `12px ${style.fontFamily}`;
        pen.fillStyle = this.ink("muted");
        pen.strokeStyle = this.ink("grid");
        pen.lineWidth = 1;
        pen.textAlign = "center";
        pen.textBaseline = "top";
        const marks = (log, a, b, most) => log ? decades(a, b, most) : ticks(a, b, most);
        for (const v of marks(logs[0], x0, x1, Math.max(2, this.width / 60))) {
          pen.fillText(label(v), this.x(v), bottom + 5);
          this.line([[this.x(v), bottom], [this.x(v), bottom + 4]]);
        }
        pen.textAlign = "right";
        pen.textBaseline = "middle";
        for (const v of marks(logs[1], y0, y1, Math.max(2, this.height / 55))) {
          pen.fillText(label(v), left - 6, this.y(v));
          this.line([[left - 4, this.y(v)], [left, this.y(v)]]);
        }
        pen.strokeRect(left, top, right - left, bottom - top);
        pen.fillStyle = this.ink("ink");
        pen.textAlign = "center";
        pen.textBaseline = "bottom";
        pen.fillText(labels[0], (left + right) / 2, this.height);
        pen.fillText(title, (left + right) / 2, top - 5);
        pen.save();
        pen.translate(9, (top + bottom) / 2);
        pen.rotate(-Math.PI / 2);
        pen.textBaseline = "middle";
        pen.fillText(labels[1], 0, 0);
        pen.restore();
      };
      const decades = (a, b, most) => {
        const step = Math.max(1, Math.ceil((b - a) / most)), found = [];
        for (let k = Math.ceil(a - 1e-9); k <= b + 1e-9; k += step) found.push(10 ** k);
        return found.length > 1 ? found : ticks(10 ** a, 10 ** b, most).filter(v => v > 0);
      };
      const label = v => {
        const near = Number(v.toPrecision(4)), size = Math.abs(near);
        return (size && (size < 1e-3 || size >= 1e4) ? near.toExponential().replace("e+", "e") : String(near))
          .replaceAll("-", "\u2212");
      };
    }

    inside(draw) {
      const {left, right, top, bottom} = this.frame;
      this.pen.save();
      this.pen.beginPath();
      this.pen.rect(left, top, right - left, bottom - top);
      this.pen.clip();
      draw();
      this.pen.restore();
    }

    line(points) {
      this.pen.beginPath();
      points.forEach(([px, py], i) => i ? this.pen.lineTo(px, py) : this.pen.moveTo(px, py));
      this.pen.stroke();
    }

    // A path as far as it stays within a hundred frames; what lies farther out is not seen anyway.
    path(points, color, marks) {
      const pen = this.pen, far = 100 * this.width;
      const drawn = [];
      for (const point of points) {
        if (!point.every(c => Math.abs(c) < far)) {
          drawn.push(point.map(c => Number.isNaN(c) ? NaN : Math.max(-far, Math.min(far, c))));
          break;
        }
        drawn.push(point);
      }
      const kept = drawn.filter(point => !point.some(Number.isNaN));
      pen.strokeStyle = pen.fillStyle = this.ink(`c${color}`);
      pen.lineWidth = 2;
      pen.setLineDash(DASHES[color]);
      this.line(kept);
      pen.setLineDash([]);
      if (marks) for (const [px, py] of kept) {
        pen.beginPath();
        pen.arc(px, py, 2.4, 0, 2 * Math.PI);
        pen.fill();
      }
      const [px, py] = kept.at(-1);
      pen.beginPath();
      pen.arc(px, py, 4.5, 0, 2 * Math.PI);
      pen.fill();
    }

    // The handle stands at a point, or at the border when the point is outside.
    hold(x, y) {
      const {left, right, top, bottom} = this.frame;
      this.handle.style.left = `${Math.max(left, Math.min(right, this.x(x)))}px`;
      this.handle.style.top = `${Math.max(top, Math.min(bottom, this.y(y)))}px`;
    }

    // Drag the handle, or press anywhere in the frame; arrows move by hundredths, with Shift by tenths.
    moves(move, step) {
      const to = event => {
        const box = this.canvas.getBoundingClientRect();
        move(this.unx(event.clientX - box.left), this.uny(event.clientY - box.top));
      };
      this.canvas.addEventListener("click", event => { to(event); this.handle.focus({preventScroll: true}); });
      this.handle.addEventListener("pointerdown", event => this.handle.setPointerCapture(event.pointerId));
      this.handle.addEventListener("pointermove", event => this.handle.hasPointerCapture(event.pointerId) && to(event));
      this.handle.addEventListener("keydown", event => {
        const way = {ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1]}[event.key];
        if (!way) return;
        event.preventDefault();
        step(...way.map(sign => sign * (event.shiftKey ? 10 : 1)));
      });
    }
  }

  class Figure {
    constructor(element, told) {
      this.element = element;
      this.told = told;
      this.find = selector => [...element.querySelectorAll(selector)];
      this.inputs = this.find(".live-slider input");
      this.beside = element.hasAttribute("data-beside");
      this.spaces = this.find("[data-view=space]").map(one => new Panel(one));
      this.values = this.find("[data-view=values]").map(one => new Panel(one));
      this.plane = this.find("[data-view=plane]").map(one => new Panel(one))[0];
      this.checked = this.find("input[name=method]").filter(box => box.defaultChecked).map(box => Number(box.value));
      this.note = "";
      this.colors = new Map();
    }

    // A method keeps its color as long as it is chosen; a new one takes the first that is free.
    color() {
      const {methods} = this.state;
      for (const method of this.colors.keys()) if (!methods.includes(method)) this.colors.delete(method);
      for (const method of methods) {
        const free = DASHES.findIndex((_, color) => ![...this.colors.values()].includes(color));
        if (!this.colors.has(method)) this.colors.set(method, free < 0 ? method % DASHES.length : free);
      }
      this.find(".live-key").forEach((key, method) => {
        key.className = `live-key live-key-${this.colors.get(method) ?? "none"}`;
      });
    }

    reset() {
      this.state = {
        objective: 0, schedule: 0, methods: this.checked.slice(), start: this.told.objectives[0].start.slice(),
        p: this.told.sliders.map(slider => slider.value),
      };
    }

    // The state that an address names; what it names wrongly stays as it was, and is said.
    read(text) {
      const faults = [], state = this.state;
      const choice = (key, from, got) => {
        if (/^\d+$/.test(got) && Number(got) < from.length) return Number(got);
        faults.push(`${key}=${got}`);
        return null;
      };
      for (const [key, got] of new URLSearchParams(text)) {
        const place = this.told.sliders.findIndex(slider => slider.name === key);
        if (key === "live") continue;
        if (place >= 0) {
          const slider = this.told.sliders[place], value = Number(got);
          const right = got.trim() && value >= slider.low && value <= slider.high;
          if (right && (!slider.whole || Number.isInteger(value))) state.p[place] = value;
          else faults.push(`${key}=${got}`);
        } else if (key === "objective") {
          const chosen = choice(key, this.told.objectives, got);
          if (chosen !== null && chosen !== state.objective) this.choose(chosen);
        } else if (key === "schedule") state.schedule = choice(key, this.told.schedules, got) ?? state.schedule;
        else if (key === "methods") {
          const chosen = got.split(",").map(one => choice(key, this.told.methods, one));
          if (!chosen.includes(null)) state.methods = chosen;
        } else if (key === "start") {
          const x = got.split(",").map(one => one.trim() ? Number(one) : NaN);
          if (x.length === state.start.length && x.every(Number.isFinite)) state.start = x;
          else faults.push(`${key}=${got}`);
        } else faults.push(`${key}=${got}`);
      }
      const told = faults.join(", ");
      if (told) this.note = `The link says ${told}, which this figure does not take: the default stands. `;
    }

    choose(objective) {
      this.state.objective = objective;
      this.state.start = this.told.objectives[objective].start.slice();
    }

    write() {
      const {objective, schedule, methods, start, p} = this.state, {sliders, objectives, schedules} = this.told;
      const parts = [`live=${this.element.id}`];
      if (objectives.length > 1 && !this.beside) parts.push(`objective=${objective}`);
      if (schedules.length > 1) parts.push(`schedule=${schedule}`);
      if (this.told.methods.length > 1) parts.push(`methods=${methods.join(",")}`);
      parts.push(`start=${start.map(c => Number(c.toPrecision(6))).join(",")}`);
      return "#" + parts.concat(sliders.map((slider, i) => `${slider.name}=${p[i]}`)).join("&");
    }

    setting(name) {
      const place = this.told.sliders.findIndex(slider => slider.name === name);
      return place < 0 ? undefined : this.state.p[place];
    }

    part(objective, method) {
      return live.part(this.told, {objective, method, schedule: this.state.schedule, seed: this.setting("seed")});
    }

    runs(objective) {
      return this.state.methods.map(method => [method, this.part(objective, method)])
        .filter(([, part]) => part.program)
        .map(([method, part]) => ({method, ...live.run(part, this.state.p, this.state.start, this.setting("steps"))}));
    }

    draw() {
      const {p, start, objective} = this.state;
      this.color();
      const objectives = this.beside ? this.told.objectives.map((_, i) => i) : [objective];
      const told = [];
      objectives.forEach((of, slot) => {
        const what = this.told.objectives[of], runs = this.runs(of);
        (what.dim === 1 ? this.curve : this.contour).call(this, this.spaces[slot], what, runs);
        this.series(this.values[slot], what, runs);
        const name = this.beside ? `${what.label}, ` : "";
        for (const run of runs) told.push(`${name}${this.told.methods[run.method].label}: ${this.end(run, what)}`);
        if (!runs.length) told.push("No method is chosen that runs here.");
      });
      if (this.plane) this.map();
      this.told.sliders.forEach((slider, i) => {
        const input = this.inputs[i], text = shown(p[i], 4);
        input.value = toPlace(slider, p[i]);
        input.setAttribute("aria-valuetext", text);
        input.parentElement.querySelector("output").textContent = text;
      });
      this.find("input[name=method]").forEach(box => {
        box.checked = this.state.methods.includes(Number(box.value));
        box.disabled = objectives.every(of => this.told.methods[box.value].of[of] === null);
      });
      for (const name of ["objective", "schedule"])
        this.find(`select[name=${name}]`).forEach(select => { select.value = this.state[name]; });
      this.find(".live-link")[0].href = this.write();
      clearTimeout(this.timer);
      this.timer = setTimeout(() => {
        this.find(".live-said")[0].textContent = `${this.note}Start ${place(start)}. ${told.join(" ")}`;
      }, 200);
    }

    end({xs, values}, what) {
      const size = Math.max(...what.window.map(([low, high]) => high - low));
      const gone = xs.findIndex((x, t) => !Number.isFinite(values[t]) || x.some(c => !(Math.abs(c) < 1000 * size)));
      if (gone >= 0) return `diverges; step ${gone} is a thousand windows away or no number, and is not drawn.`;
      const steps = xs.length - 1;
      return `value ${shown(values[steps])} after ${steps} ${steps === 1 ? "step" : "steps"}, at ${place(xs[steps])}.`;
    }

    title(what) {
      return this.beside ? what.label : "";
    }

    path(panel, run, at) {
      panel.path(run.xs.map(at), this.colors.get(run.method), run.xs.length < 150);
    }

    contour(panel, what, runs) {
      const [wx, wy] = what.window, {p, start} = this.state;
      panel.begin(wx, wy, ["x\u2081", "x\u2082"], [false, false], this.title(what));
      const columns = 81, rows = 61, grid = new Float64Array(columns * rows);
      for (let j = 0; j < rows; j++) for (let i = 0; i < columns; i++)
        grid[j * columns + i] = what.value(
          [wx[0] + (wx[1] - wx[0]) * i / (columns - 1), wy[0] + (wy[1] - wy[0]) * j / (rows - 1)], p)[0];
      const sorted = grid.filter(Number.isFinite).sort();
      const {left, right, top, bottom} = panel.frame;
      const at = ([i, j]) => [left + (right - left) * i / (columns - 1), bottom - (bottom - top) * j / (rows - 1)];
      panel.inside(() => {
        panel.pen.lineWidth = 1;
        for (let k = 1; k < 13; k++) {
          panel.pen.strokeStyle = panel.ink(k < 5 ? "deep" : "level");
          const level = sorted[Math.floor(sorted.length * (k / 13) ** 1.5)];
          panel.pen.beginPath();
          contours(grid, columns, rows, level, (a, b) => {
            panel.pen.moveTo(...at(a));
            panel.pen.lineTo(...at(b));
          });
          panel.pen.stroke();
        }
        for (const run of runs) this.path(panel, run, x => [panel.x(x[0]), panel.y(x[1])]);
      });
      panel.axes();
      panel.hold(...start);
      this.name(panel, `${what.label}: contours and paths`);
    }

    curve(panel, what, runs) {
      const [[low, high]] = what.window, {p, start} = this.state, count = 240;
      const points = Array.from({length: count + 1}, (_, i) => {
        const x = low + (high - low) * i / count;
        return [x, what.value([x], p)[0]];
      }).filter(point => Number.isFinite(point[1]));
      const heights = points.map(point => point[1]), bottom = Math.min(...heights), top = Math.max(...heights);
      const room = (top - bottom || 1) / 12;
      panel.begin([low, high], [bottom - room, top + room], ["x", "f(x)"], [false, false], this.title(what));
      panel.inside(() => {
        panel.pen.strokeStyle = panel.ink("deep");
        panel.pen.lineWidth = 1.5;
        panel.line(points.map(([x, y]) => [panel.x(x), panel.y(y)]));
        for (const run of runs) this.path(panel, run, (x, t) => [panel.x(x[0]), panel.y(run.values[t])]);
      });
      panel.axes();
      panel.hold(start[0], what.value(start, p)[0]);
      this.name(panel, `${what.label}: the curve and the iterates on it`);
    }

    // Values against the step, as far up as is of use; logarithmic where none is below 0.
    series(panel, what, runs) {
      const first = runs.length ? runs[0].values[0] : 1;
      const finite = runs.flatMap(run => run.values).filter(Number.isFinite);
      let low = Math.min(first, ...finite);
      const log = low >= 0 && first > 0;
      const ceiling = log ? 1e4 * first : first + 10 * Math.max(Math.abs(first - low), 0.1 * Math.abs(first), 1e-12);
      let high = Math.max(first, ...finite.filter(value => value <= ceiling));
      if (finite.some(value => value > ceiling)) high = ceiling;
      if (log) low = Math.max(low, first * 1e-16);
      const below = log ? low / 1.5 : low - 0.06 * (high - low || 1);
      const above = log ? high * 1.5 : high + 0.06 * (high - low || 1);
      panel.begin([0, this.setting("steps")], [below, above], ["step", "value"], [false, log], this.title(what));
      panel.inside(() => {
        for (const run of runs) {
          const height = value => panel.y(log ? Math.max(value, below) : value);
          const points = run.values.map((value, t) => [panel.x(t), Number.isFinite(value) ? height(value) : -1e9]);
          panel.path(points, this.colors.get(run.method), false);
        }
      });
      panel.axes();
      this.name(panel, `${what.label}: value against the step`);
    }

    // The plane of two sliders: by what a step multiplies the distance, from the values of a run.
    map() {
      const panel = this.plane;
      const sliders = this.told.plane.map(name => this.told.sliders.findIndex(slider => slider.name === name));
      const [a, b] = sliders.map(i => this.told.sliders[i]), {p, objective, methods, schedule} = this.state;
      panel.begin([a.low, a.high], [b.low, b.high], [a.label, b.label], [a.log, b.log]);
      const columns = 71, rows = 51, {left, right, top, bottom} = panel.frame;
      const others = p.filter((_, i) => !sliders.includes(i) && this.told.sliders[i].name !== "steps");
      const key = JSON.stringify([objective, methods[0], schedule, others]);
      if (this.known?.key !== key) {
        const grid = new Float64Array(columns * rows);
        if (methods.length) for (let j = 0; j < rows; j++) for (let i = 0; i < columns; i++) {
          const there = p.slice();
          there[sliders[0]] = fromShare(a, i / (columns - 1));
          there[sliders[1]] = fromShare(b, j / (rows - 1));
          grid[j * columns + i] = this.leaves(there);
        }
        this.known = {key, grid};
      }
      const {grid} = this.known, pen = panel.pen;
      panel.inside(() => {
        const w = (right - left) / (columns - 1), h = (bottom - top) / (rows - 1);
        grid.forEach((factor, k) => {
          pen.fillStyle = panel.ink(factor < 1 ? `s${Math.floor(factor * 5)}` : "grows");
          pen.fillRect(left + (k % columns - 0.5) * w, bottom - (Math.floor(k / columns) + 0.5) * h, w + 0.5, h + 0.5);
        });
      });
      panel.inside(() => {
        const at = ([i, j]) => [left + (right - left) * i / (columns - 1), bottom - (bottom - top) * j / (rows - 1)];
        // What is no number grows, too.  The lines lie on a wider one, since the shades go from pale to dark.
        const reached = grid.map(factor => factor < 2 ? factor : 2);
        for (const [color, width, dash] of [["paper", 3.6, []], ["ink", 1.6, [6, 4]]]) {
          pen.strokeStyle = panel.ink(color);
          pen.lineWidth = width;
          contours(reached, columns, rows, 1, (from, to) => panel.line([at(from), at(to)]));
          pen.setLineDash(dash);
          for (const border of this.told.borders) panel.line(border.map(([u, v]) => [panel.x(u), panel.y(v)]));
          pen.setLineDash([]);
        }
      });
      panel.axes();
      panel.hold(p[sliders[0]], p[sliders[1]]);
      const leaves = this.leaves(p);
      this.name(panel, `${a.label} and ${b.label}: what a step leaves of the distance`);
      this.find(".live-leaves")[0].textContent = leaves >= 1 || Number.isNaN(leaves)
        ? "Here a run grows." : `Here a step leaves ${shown(leaves)} of the distance.`;
    }

    leaves(p) {
      const steps = 80, last = 8, method = this.state.methods[0];
      if (method === undefined) return NaN;
      const part = this.part(this.state.objective, method);
      if (!part.program) return NaN;
      const {values} = live.run(part, p, part.objective.start, steps);
      const late = Math.max(...values.slice(-last)), early = Math.max(...values.slice(0, last));
      return Number.isFinite(late) ? Math.sqrt(late / early) ** (1 / (steps + 1 - last)) : late === Infinity ? 2 : NaN;
    }

    name(panel, text) {
      panel.canvas.setAttribute("aria-label", text);
      if (panel.handle && panel !== this.plane)
        panel.handle.setAttribute("aria-label", `Start ${place(this.state.start)}: drag it, or press the arrow keys`);
      else if (panel.handle) {
        const at = this.told.plane.map(name => shown(this.setting(name), 4)).join(", ");
        panel.handle.setAttribute("aria-label", `Setting ${at}: drag it, or press the arrow keys`);
      }
    }

    ask() {
      this.frame ??= requestAnimationFrame(() => { this.frame = null; this.draw(); });
    }

    listen() {
      const {told} = this, change = act => (...given) => {
        this.note = "";
        act(...given);
        this.ask();
      };
      this.inputs.forEach((input, i) => input.addEventListener("input", change(() => {
        this.state.p[i] = fromPlace(told.sliders[i], Number(input.value));
      })));
      this.find("input[name=method]").forEach(box => box.addEventListener("change", change(() => {
        this.state.methods = this.find("input[name=method]").filter(one => one.checked).map(one => Number(one.value));
      })));
      this.find("select[name=objective]").forEach(select => select.addEventListener("change", change(() =>
        this.choose(Number(select.value)))));
      this.find("select[name=schedule]").forEach(select => select.addEventListener("change", change(() => {
        this.state.schedule = Number(select.value);
      })));
      this.find(".live-reset")[0].addEventListener("click", change(() => this.reset()));
      const here = () => told.objectives[this.state.objective];
      for (const panel of this.spaces) panel.moves(
        change((x, y) => { this.state.start = this.state.start.map((c, i) => Number([x, y][i].toPrecision(4))); }),
        change((...way) => {
          this.state.start = this.state.start.map((c, i) => {
            const [low, high] = here().window[i];
            return Number((c + way[i] * (high - low) / 100).toPrecision(6));
          });
        }));
      if (this.plane) {
        const places = told.plane.map(name => told.sliders.findIndex(slider => slider.name === name));
        const set = (i, value) => {
          const {low, high} = told.sliders[i];
          this.state.p[i] = Number(Math.max(low, Math.min(high, value)).toPrecision(4));
        };
        this.plane.moves(
          change((...at) => places.forEach((i, k) => set(i, at[k]))),
          change((...way) => places.forEach((i, k) => {
            const slider = told.sliders[i];
            if (way[k]) this.state.p[i] = fromPlace(slider, Math.max(0, toPlace(slider, this.state.p[i]) + 2 * way[k]));
          })));
      }
      new ResizeObserver(() => this.ask()).observe(this.element);
      new MutationObserver(() => this.ask()).observe(document.body, {attributeFilter: ["data-theme"]});
      matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.ask());
      addEventListener("hashchange", () => {
        const text = location.hash.slice(1);
        if (new URLSearchParams(text).get("live") !== this.element.id) return;
        this.note = "";
        this.reset();
        this.read(text);
        this.ask();
      });
    }
  }
  const fromShare = (slider, share) => slider.log ? slider.low * (slider.high / slider.low) ** share
    : slider.low + (slider.high - slider.low) * share;

  live.start = (element, state) => {
    const figure = new Figure(element, live[element.dataset.name]);
    figure.reset();
    if (state) figure.read(state);
    figure.listen();
    figure.draw();
  };
})();
