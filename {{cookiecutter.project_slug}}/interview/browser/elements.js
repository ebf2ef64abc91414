// The parts that a screen is made of. No text ever becomes markup.
const byId = (id) => document.getElementById(id);
const touch = matchMedia("(pointer: coarse)").matches;

// Return an element. A function is an event handler; a text is a text.
function make(tag, attributes = {}, ...children) {
  const [name, ...classes] = tag.split(".");
  const made = document.createElement(name);
  if (classes.length) made.className = classes.join(" ");
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") made[key] = value;
    else if (value !== false && value != null) made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children.flat(Infinity).filter((child) => child != null && child !== ""));
  return made;
}

// A text of the bank, with what stands in backticks as code.
function prose(text) {
  return text.split("`").map((part, place) => (place % 2 ? make("code", {}, part) : part));
}

const button = (text, onclick, more = "") => make(`button${more}`, { type: "button", onclick }, text);
const actions = (...buttons) => make("div.actions", {}, buttons);
const heading = (text, tag = "h2") => make(tag, { tabindex: "-1", id: "asked" }, prose(text));

function duration(seconds) {
  const whole = Math.floor(Math.max(seconds, 0));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

// Tell what has happened also to those who do not see it.
function say(text) {
  byId("says").textContent = text;
}

function show(...nodes) {
  byId("main").replaceChildren(...nodes.flat(Infinity).filter(Boolean));
  scrollTo(0, 0);
  const field = touch ? null : document.querySelector("#main [data-first]");
  const seen = !field || field.closest(".actions"); // the line at the bottom is never out of sight
  (field ?? document.querySelector("#main h1, #main h2"))?.focus({ preventScroll: Boolean(seen) });
  keep();
}

function bar(on) {
  const top = byId("top");
  top.className = on ? "bar" : "";
  if (!on) return top.replaceChildren();
  const { now } = state.session;
  const where = `Question ${now.number}: ${kind(now.turn)}`;
  top.replaceChildren(
    make("h1", {}, where), make("span.soft", { id: "left" }, ""),
    make("button", { type: "button", onclick: stop, "aria-label": "End the session" }, "End"));
}

function kind(turn) {
  const question = QUESTIONS.get(turn.id);
  const about = question ? question.subject || question.category : turn.kind;
  return turn.kind === "retry" ? `${about}, once more` : about;
}

// One line to type in, as in the terminal; `take` returns what is wrong with it, or nothing.
function line(label, take, { text = "Go on", hint = "", numeric = false } = {}) {
  const field = make("input", {
    id: "line", autocomplete: "off", autocapitalize: "off", spellcheck: "false", "data-first": true,
    inputmode: numeric ? "numeric" : "text", "aria-describedby": "asked wrong",
  });
  const wrong = make("p.wrong", { id: "wrong" });
  const onsubmit = (event) => {
    event.preventDefault();
    const said = take(field.value.trim());
    if (!said) return;
    wrong.textContent = said;
    say(said);
    field.select();
  };
  return make("form", { onsubmit },
    make("label", { for: "line" }, label), hint && make("p.soft", {}, hint),
    make("div.row", {}, field, make("button.go", {}, text)), wrong);
}

function clock(limit) {
  const { now } = state.session;
  now.limit = limit;
  return make("div", {},
    make("p.clock", { id: "clock", role: "timer" }, make("span", { id: "used" }), make("span", { id: "over" })),
    make("progress", { id: "line-of-time", max: limit, value: 0, "aria-label": "Time used" }));
}

// The place for an answer. Enter on an empty line hands it in, as in the terminal.
function answering(now, aloud, text, done) {
  const wrong = make("p.wrong", { id: "wrong" });
  if (aloud) {
    const onkeydown = ({ key }) => {
      if (key === "?") leaveOut(now);
      if (key === "s") (now.stage === "follow" ? leaveOut : skipped)(now);
    };
    const said = make("button.go", { type: "button", "data-first": true, onkeydown, onclick: () => done("") }, "I have said it");
    return [make("p.soft", {}, "Say it aloud, in full sentences."), actions(said, keysOf(now))];
  }
  const field = make("textarea", {
    id: "answer", "data-first": true, "aria-describedby": "asked how wrong",
    oninput: () => { now.draft = field.value; dirty = true; },
    onkeydown: (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      const before = field.value.slice(0, field.selectionStart);
      const atEnd = !field.value.slice(field.selectionEnd).trim();
      const alone = ["?", "s", "S"].includes(field.value.trim());
      if (event.ctrlKey || event.metaKey || alone || (atEnd && before.trim() && /\n\s*$/.test(before))) {
        event.preventDefault();
        send();
      }
    },
  });
  field.value = now.draft ?? "";
  const send = () => {
    const typed = field.value.trim();
    if (["s", "S"].includes(typed)) now.draft = "";
    if (typed === "?" || unknown(typed)) {
      now.draft = "";
      return leaveOut(now);
    }
    if (typed.toLowerCase() === "s") return now.stage === "follow" ? leaveOut(now) : skipped();
    if (!typed) {
      wrong.textContent = "Please type an answer, or ? to be shown one.";
      return say(wrong.textContent);
    }
    now.draft = "";
    return done(typed);
  };
  return [
    make("label", { for: "answer" }, "Your answer"), field,
    make("p.soft", { id: "how" }, "Enter on an empty line hands it in. ? alone: don't know, show me. s alone: skip."),
    wrong, actions(button(text, send, ".go"), keysOf(now)),
  ];
}

function tickRow(idea, place, now) {
  const buttons = Object.values(RULES.ticks).map((tick) => {
    const made = button(tick, () => {
      now.ticks[place] = tick;
      for (const each of buttons) each.setAttribute("aria-pressed", String(each === made));
      keep();
    });
    made.setAttribute("aria-pressed", String(now.ticks[place] === tick));
    return made;
  });
  return make("div.tick", { role: "group", "aria-labelledby": `idea-${place}` },
    make("p", { id: `idea-${place}` },
      make("span.tag", {}, `${place + 1} ${idea.must ? "must" : "extra"}`), make("span", {}, prose(idea.text))),
    make("div.row.even", {}, buttons));
}

function ideaList(ideas, ticks) {
  return make("ul.ideas", {}, ideas.map((idea, place) => make("li", {},
    make(`span.tag.${ticks[place]}`, {}, `${ticks[place]}${idea.must ? "" : ", extra"}`),
    make("span", {}, prose(idea.text)))));
}

function given(now) {
  return now.text ? make("div.card.quiet", {}, make("p.soft", {}, "Your answer"), make("p.said", {}, now.text)) : null;
}

function result(right, shown) {
  return make(right ? "p" : "p.wrong", {}, right ? `Right, ${shown}.` : `No, it is ${shown}.`);
}

function numberResult(now, question) {
  return now.right === null ? null : result(now.right, question.what.shown);
}

function asked(now, question) {
  const banned = Object.keys(question.banned);
  return make("div", {},
    heading(question.ask[now.turn.phrasing]),
    now.telling ? make("p", {}, make("strong", {}, now.telling)) : null,
    banned.length ? make("p", {}, `Without these words: ${banned.join(", ")}.`) : null);
}

function choices(name, legend, options) {
  return make("fieldset", {}, make("legend", {}, legend), make("div.choices", {},
    Object.entries(options).map(([value, text]) => make("label", {},
      make("input", { type: "radio", name, value, checked: state.how[name] === value }),
      make("span", {}, text)))));
}
