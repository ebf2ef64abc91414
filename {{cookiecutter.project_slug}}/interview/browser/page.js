// What is seen: each stage of a session is drawn anew from the state, and no text is ever markup.
const byId = (id) => document.getElementById(id);
const touch = matchMedia("(pointer: coarse)").matches;
let last = performance.now();
let dirty = false;

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

const heading = (text, tag = "h2") => make(tag, { tabindex: "-1", id: "asked" }, prose(text));

function bar(on) {
  const top = byId("top");
  top.className = on ? "bar" : "";
  if (!on) return top.replaceChildren();
  const { now, planned, waiting: later } = state.session;
  const about = now.number + planned.length + later.length;
  const where = `${now.number} of about ${about}: ${kind(now.turn)}`;
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
    inputmode: numeric ? "decimal" : "text", "aria-describedby": "asked wrong",
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

// The two keys that stand for an answer; nothing when it is neither.
function heed(text) {
  if (text.toLowerCase() === "s") skipped();
  else if (text === "?") gaveUp();
  else return false;
  return true;
}

const keys = () => [button("Don't know: show me (?)", gaveUp), button("Skip (s)", skipped)];

function skipped() {
  say("Skipped.");
  skip();
  draw();
}

function gaveUp() {
  const { now } = state.session;
  now.ts ??= stamp();
  if (now.stage === "sum") {
    now.right = false;
    now.stage = "solved";
  } else if (now.stage === "number") {
    numberSaid(false);
  } else {
    now.text = "";
    now.ticks = ideasOf(now).map(() => "no");
    now.stage = "taught";
  }
  draw();
}

function stop() {
  const { now } = state.session;
  if (["taught", "follow", "followed", "band", "solved"].includes(now.stage)) finish();
  state.session.over = true;
  draw();
}

// Stages: each shows itself from the state, and hands on by setting the next one.

const STAGES = {
  sum(now) {
    const sum = DATA.calculations[now.turn.place];
    return [
      heading(sum.ask), make("p.soft", {}, "Pen and paper are fine."), clock(RULES.calculationLimit),
      actions(line("Your result", (text) => {
        if (heed(text)) return "";
        const plain = sum.thousands ? text.replace(/\s*(k|thousand)\b/g, "") : text;
        now.right = text ? numberRight(plain, sum.answer) : false;
        if (now.right === null) return "Please type one number in digits, or only Enter to be shown it.";
        now.ts = stamp();
        return to("solved");
      }, { numeric: true }), keys()),
    ];
  },

  solved(now) {
    const sum = DATA.calculations[now.turn.place];
    return [
      heading(sum.ask), result(now.right, sum.shown),
      make("ol", {}, sum.steps.map((step) => make("li", {}, prose(step)))),
      make("div.card.quiet", {}, make("p", {}, prose(`What it shows: ${sum.why}`))),
      actions(next()),
    ];
  },

  number(now, question) {
    return [
      asked(now, question), make("p", {}, prose(`First a number. ${question.what.ask}`)),
      actions(line("The number", (text) => {
        if (heed(text)) return "";
        const right = text ? numberRight(text, question.what.answer) : false;
        if (right === null) return "Please type one number in digits, or only Enter if you do not know it.";
        numberSaid(right);
        draw();
        return "";
      }, { numeric: true }), keys()),
    ];
  },

  predict(now, question) {
    const most = ideasOf(now).length;
    const predict = (count) => {
      now.predicted = count;
      return to("answer");
    };
    const counts = [...Array(most + 1).keys()];
    return [
      asked(now, question), numberResult(now, question),
      make("p", {}, `A good answer has ${most} ideas. How many will yours have? The clock starts after this.`),
      make("div.row.even", { role: "group", "aria-label": "Ideas" },
        counts.map((count) => button(String(count), () => predict(count)))),
      actions(line("How many ideas? Only Enter: no guess", (text) => {
        if (heed(text)) return "";
        if (!text) return predict(null);
        return counts.map(String).includes(text) ? predict(Number(text))
          : `Please type a number from 0 to ${most}, or only Enter.`;
      }, { numeric: true, text: "Answer" }), keys()),
    ];
  },

  answer(now, question) {
    const done = (text) => handIn(now, text);
    return [
      asked(now, question), now.way.predict ? null : numberResult(now, question), clock(question.limit),
      make("div", { id: "interruption" }),
      ...answering(now, state.session.aloud, "Hand it in: show the ideas", done),
    ];
  },

  ticks(now, question) {
    const ideas = ideasOf(now);
    now.ticks = ideas.map((_, place) => now.ticks[place] ?? null);
    const open = () => now.ticks.filter((tick) => !tick).length;
    return [
      asked(now, question), given(now), notes(now, question),
      make("h3", {}, "A good answer says"), ideas.map((idea, place) => tickRow(idea, place, now)),
      actions(line("Which did you say?", (text) => {
        const typed = text.toLowerCase().replace(/[\s,;/.]/g, "");
        if (!typed) return open() ? `Please tick every idea: ${open()} to go.` : doubt(now);
        if (!/^[ypn]+$/.test(typed)) return "Please type y, p or n for each idea.";
        if (typed.length > (open() || ideas.length)) {
          return `That is ${typed.length} keys, and ${open() || ideas.length} are left to tick.`;
        }
        if (!open()) now.ticks.fill(null);
        for (const key of typed) now.ticks[now.ticks.indexOf(null)] = RULES.ticks[key];
        if (!open()) return doubt(now);
        draw();
        return "";
      }, { hint: `y yes, p partly, n no: in one line, as ${"yypn".padEnd(ideas.length, "y").slice(0, ideas.length)}` })),
    ];
  },

  doubt(now, question) {
    const [at] = now.doubts;
    const idea = ideasOf(now)[at.place];
    const decide = (tick) => {
      if (tick) now.ticks[at.place] = tick;
      now.doubts.shift();
      return doubt(now, at.place + (tick || at.kind !== "number" ? 1 : 0), at.kind === "number");
    };
    const head = [heading(`Idea ${at.place + 1}: ${idea.text}`), given(now)];
    if (at.kind === "number") {
      return [
        ...head, make("p", {}, `You said ${at.said}, and it is ${at.truth}. Did you mean this number?`),
        actions(
          line("Only Enter makes it a no; k keeps the tick, if your number is another one", (text) =>
            ({ "": () => decide("no"), k: () => decide(null) })[text.toLowerCase()]?.() ?? "Please type k, or only Enter.",
          { text: "Make it a no" }),
          button("Keep the tick (k)", () => decide(null))),
      ];
    }
    const parts = sentences(now.text);
    const point = (part) => {
      if (enough(question, now.turn.phrasing, idea, part, true)) return decide(null);
      at.tries = (at.tries ?? 0) + 1;
      if (at.tries < WORDS.tries) return "Those words repeat nothing of the idea.";
      say(`So idea ${at.place + 1} is a no.`);
      return decide("no");
    };
    const again = make("p.wrong", { id: "again" });
    const pressed = (part) => {
      again.textContent = point(part) ?? "";
      say(again.textContent);
    };
    return [
      ...head, make("p", {}, idea.open ? RULES.whyAsked.open : "I cannot find this in your answer."),
      make("h3", {}, "Which sentence says it?"),
      make("div.sentences", {}, parts.map((part, place) =>
        button(make("span.said", {}, `${place + 1}  ${part}`), () => pressed(part)))),
      again,
      actions(line("Its number, or only Enter to take the tick back", (text) => {
        if (!text || text.toLowerCase() === "n") return decide("no");
        const part = parts[Number(text) - 1];
        return part ? point(part) : `Please type a number from 1 to ${parts.length}, or only Enter.`;
      }, { numeric: true, text: "Take it back" })),
    ];
  },

  taught(now, question) {
    const lost = now.ticks.some((tick, place) => tick === "no" && ideasOf(now)[place].must);
    const more = !lost && !now.short && now.way.steps && question.steps.length;
    const on = more ? button("A follow-up", () => to("follow"), ".go")
      : !lost && !now.short && now.way.judged ? button("Judge it", () => to("band"), ".go") : next();
    on.setAttribute("data-first", "");
    return [
      asked(now, question), now.text ? given(now) : null, ...lesson(now, question),
      ...(lost && !now.short ? reading(question) : []), mismatch(now), actions(on),
    ];
  },

  follow(now, question) {
    const step = question.steps[now.step];
    const done = (text) => {
      now.followed = text;
      now.leftOut = false;
      to("followed");
    };
    return [
      heading(`${step.kind}: ${step.ask}`), clock(RULES.followUpLimit),
      ...answering(now, state.session.aloud, "Done: show a good answer", done),
    ];
  },

  followed(now, question) {
    const step = question.steps[now.step];
    const stuck = now.stuck ? make("p", {}, "Getting stuck here is normal: interviews go up until one does.") : null;
    const climb = (key) => {
      if (key !== "y") {
        now.stuck = true;
        return to("followed");
      }
      now.level += 1;
      now.step += 1;
      return to(now.step < Math.min(now.way.steps, question.steps.length) ? "follow" : judgedOrNext(now));
    };
    const on = judgedOrNext(now) === "band" ? button("Judge the answer", () => to("band"), ".go") : next();
    on.setAttribute("data-first", "");
    return [
      heading(`${step.kind}: ${step.ask}`),
      now.followed ? make("p.said", {}, now.followed) : null,
      make("div.card", {}, make("p", {}, prose(`A good answer: ${step.idea}`))), stuck,
      now.stuck ? actions(on) : actions(
        line("Was it yours? y yes, p partly, n no", (text) => {
          const key = text.toLowerCase().slice(0, 1);
          return "ypn".includes(key) && key ? climb(key) : "Please type one of: y, p, n.";
        }),
        Object.entries(RULES.ticks).map(([key, name]) => button(name, () => climb(key)))),
    ];
  },

  band(now, question) {
    const anchor = DATA.anchors[question.anchor];
    const judge = (band) => {
      now.band = band;
      finish();
      draw();
    };
    const most = anchor.bands.length;
    return [
      heading(`Your band: ${anchor.name}`),
      make("div.sentences", {}, anchor.bands.map((text, place) =>
        button(make("span", {}, `${place + 1}  ${text}`), () => judge(place + 1)))),
      actions(line(`1 to ${most}, or only Enter for none`, (text) => {
        if (text && !(Number(text) >= 1 && Number(text) <= most && Number.isInteger(Number(text)))) {
          return `Please type a number from 1 to ${most}, or only Enter.`;
        }
        judge(text ? Number(text) : null);
        return "";
      }, { numeric: true })),
    ];
  },
};

function to(stage) {
  state.session.now.stage = stage;
  draw();
  return "";
}

function judgedOrNext(now) {
  if (now.way.judged) return "band";
  return "next";
}

function next() {
  return make("button.go", { type: "button", "data-first": true, onclick: () => { finish(); draw(); } }, "Go on");
}

function numberSaid(right) {
  const { now } = state.session;
  now.right = right;
  now.stage = opening(now);
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

function given(now) {
  return now.text ? make("div.card.quiet", {}, make("p.soft", {}, "Your answer"), make("p.said", {}, now.text)) : null;
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
    const said = make("button.go", { type: "button", "data-first": true, onclick: () => done("") }, "I have said it");
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
    if (["?", "s", "S"].includes(typed)) now.draft = "";
    if (typed === "?") return leaveOut(now);
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

function keysOf(now) {
  return now.stage === "follow" ? [button("Don't know: show me (?)", () => leaveOut(now))] : keys();
}

// A follow-up that is left out is one at which the candidate is stuck.
function leaveOut(now) {
  if (now.stage !== "follow") return gaveUp();
  now.followed = "";
  now.stuck = true;
  return to("followed");
}

function handIn(now, text) {
  now.text = text;
  now.ts = stamp();
  to("ticks");
}

function notes(now, question) {
  const over = now.seconds - question.limit;
  const lines = [`Time: ${duration(now.seconds)} of ${duration(question.limit)}${over >= 1 ? `, ${Math.floor(over)} s over` : ""}.`];
  if (now.text) {
    const strange = strangeNumbers(now.text, question);
    if (strange.length) lines.push(`Not among this question's numbers: ${strange.join(", ")}. Where from?`);
    const used = bannedWords(now.text, question.banned);
    if (used.length) lines.push(`You used ${used.join(", ")}.`);
    else if (Object.keys(question.banned).length) lines.push("None of the words was used.");
  }
  return make("p", {}, lines.join(" "));
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

// Hold the ticks from one place on against a typed answer, and stop at the first that is in doubt.
function doubt(now, from = 0, numberKept = false) {
  const question = QUESTIONS.get(now.turn.id);
  const { phrasing } = now.turn;
  for (const [place, idea] of ideasOf(now).entries()) {
    const tick = now.ticks[place];
    if (place < from || !now.text || tick === "no") continue;
    const wrong = numberKept && place === from ? null : wrongNumber(question, idea, now.text);
    if (wrong) {
      now.doubts = [{ place, kind: "number", ...wrong }];
      return to("doubt");
    }
    if (!enough(question, phrasing, idea, now.text, tick === "partly")) {
      now.doubts = [{ place, kind: "words" }];
      return to("doubt");
    }
  }
  return to("taught");
}

function ideaList(ideas, ticks) {
  return make("ul.ideas", {}, ideas.map((idea, place) => make("li", {},
    make(`span.tag.${ticks[place]}`, {}, `${ticks[place]}${idea.must ? "" : ", extra"}`),
    make("span", {}, prose(idea.text)))));
}

function lesson(now, question) {
  const answer = question.answers[now.turn.phrasing];
  return [
    make("h3", {}, "A good answer says"), ideaList(ideasOf(now), now.ticks),
    answer ? make("div.card", {}, make("p.soft", {}, "It could have sounded like this"), make("p", {}, prose(answer))) : null,
    question.wrong ? make("div.card.mistake", {}, make("p.soft", {}, "A common mistake"), make("p", {}, prose(question.wrong))) : null,
  ].filter(Boolean);
}

function reading(question) {
  const more = question.more.map((id) => QUESTIONS.get(id)).filter(Boolean);
  return [
    question.steps.length ? make("h3", {}, "The next questions would have been") : null,
    ...question.steps.map((step) => make("div.card.quiet", {}, make("p", {}, prose(step.ask)), make("p.soft", {}, prose(step.idea)))),
    question.see || more.length ? make("h3", {}, "Read on") : null,
    question.see ? make("p", {}, "In the project: ", make("code", {}, question.see)) : null,
    more.length ? make("p", {}, "In the kit, on the same subject:") : null,
    more.length ? make("ul", {}, more.map((each) => make("li", {}, make("code", {}, `ask ${each.id}`), " ", prose(each.ask[0])))) : null,
  ].filter(Boolean);
}

// What differs between two answers to the same question in one session.
function mismatch(now) {
  if (now.turn.kind !== "echo") return null;
  const first = state.session.done.find(({ review }) => review.id === now.turn.id)?.review;
  if (!first) return null;
  const question = QUESTIONS.get(now.turn.id);
  const before = question.ideas.filter((idea) => idea.for.includes(first.phrasing));
  const moved = ideasOf(now).map((idea, place) => [idea, first.ticks[before.indexOf(idea)], now.ticks[place]])
    .filter(([, was, is]) => was && was !== is);
  return make("div.card.quiet", {},
    make("p", {}, "You were asked this earlier today, in other words."),
    moved.length ? make("ul", {}, moved.map(([idea, was, is]) => make("li", {}, prose(`First ${was}, now ${is}: ${idea.text}`))))
      : make("p", {}, "Both times you had the same ideas."));
}

// Before and after a session.

function choices(name, legend, options) {
  return make("fieldset", {}, make("legend", {}, legend), make("div.choices", {},
    Object.entries(options).map(([value, text]) => make("label", {},
      make("input", { type: "radio", name, value, checked: state.how[name] === value }),
      make("span", {}, text)))));
}

function home() {
  bar(false);
  const core = DATA.questions.filter((question) => question.subject).length;
  const own = DATA.questions.length - core;
  const form = make("form", {
    onsubmit: (event) => {
      event.preventDefault();
      begin(Object.fromEntries(new FormData(form)));
      goOn();
      draw();
    },
  },
  choices("minutes", "How long?", { 10: "10 minutes", 20: "20 minutes", 45: "45 minutes" }),
  choices("way", "How do you answer?", { typed: "Type it", aloud: "Say it aloud" }),
  choices("mix", "About what?", { both: "Both", own: "My project", core: "Any interview" }),
  make("div.row.even", {}, make("button.go", { "data-first": true }, "Start")));
  show(
    make("p.soft", {}, DATA.project), heading("Interview session", "h1"),
    make("p", {}, `${own} questions on your project with its own numbers, ${core} that any interview asks. `
      + "Nothing leaves this browser."),
    keeps ? null : make("p.wrong", {}, "This browser keeps nothing for this page: save your answers before you close it."),
    state.session ? resume() : null, form, ...savingPart(saving()), ...limits());
  if (state.session) document.querySelector("#resume").focus();
}

function resume() {
  const { now } = state.session;
  return make("div.card", {},
    make("p", {}, `You stopped at question ${now.number}. Its answer so far is kept.`),
    make("div.row", {},
      make("button.go", { type: "button", id: "resume", onclick: () => draw() }, "Go on"),
      button("End that session", stop)));
}

function limits() {
  return [
    make("h2", {}, "What this page checks"),
    make("ul", {},
      make("li", {}, "The numbers and sums that it asks for, forbidden words, and the time."),
      make("li", {}, "In a typed answer: whether it has words or numbers of each idea that you tick.")),
    make("h2", {}, "What it cannot check"),
    make("ul", {},
      make("li", {}, "Whether a sentence is true. It reads words, not what they mean."),
      make("li", {}, "Denials, lists of keywords, numbers in words, and what you repeat from earlier answers or "
        + "WALKTHROUGH.md. The session in the terminal checks these."),
      make("li", {}, "Anything that you say aloud: there, the ticks are all yours."),
      make("li", {}, "When a question is due. The kit decides that after the import; here, what you missed "
        + "on an earlier day comes first.")),
  ];
}

function savingPart(first = null) {
  const file = journalName();
  const unsaved = state.reviews.length - state.saved;
  if (!state.reviews.length) return [];
  const lines = make("textarea", { id: "lines", readonly: true, rows: "4" });
  lines.value = journal();
  return [
    make("h2", {}, "Take it to the kit"),
    make("p", {}, `${state.reviews.length} ${state.reviews.length === 1 ? "answer" : "answers"} kept here, `
      + `${unsaved} not saved yet. The file has your ticks and times; what you typed stays here.`),
    first && make("div.row", {}, first),
    make("p", {}, "Copy the file to the project, then run ", make("code", {}, `make rehearse DO="import ${file}"`)),
    make("details", {}, make("summary", {}, "If no file was saved"),
      make("label", { for: "lines" }, `Copy these lines into a file named ${file}`), lines),
    make("details", {}, make("summary", {}, "Delete what this browser keeps"),
      make("p", {}, "All answers and ticks of this project. What is saved as a file stays."),
      make("div.row", {}, button("Delete it", forget))),
  ];
}

const journalName = () => `interview-${DATA.project}-${new Date().toISOString().slice(0, 10)}.jsonl`;
const saving = () => make("button.go", { type: "button", id: "save", onclick: save }, "Save the journal");

function save() {
  const link = make("a", { download: journalName() });
  link.href = URL.createObjectURL(new Blob([journal()], { type: "application/x-ndjson" }));
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  state.saved = state.reviews.length;
  keep();
  say("Saved.");
}

function forget() {
  state = { ...state, reviews: [], saved: 0, session: null };
  draw();
}

function feedback() {
  bar(false);
  const { done } = state.session;
  const lost = [...new Set(done.filter(({ review }) => missed(review)).map(({ review }) => review.id))];
  show(
    make("p.soft", {}, DATA.project), heading("This session", "h1"),
    make("p", {}, done.length ? `${done.length} answered.` : "Nothing was finished, so nothing was kept."),
    done.length ? make("dl.cards", {}, Object.entries(tallies(done)).map(([name, [value, what]]) => make("div.card", {},
      make("dt", {}, name), make("dd.value", {}, value), make("dd.soft", {}, what)))) : null,
    lost.length ? make("h2", {}, "Missed, and back tomorrow") : null,
    lost.length ? make("ul", {}, lost.map((id) => make("li", {}, prose(QUESTIONS.get(id).ask[0])))) : null,
    done.length ? make("h2", {}, "Every answer") : null,
    done.map(answered), done.length ? make("p.soft", {}, RULES.selfScored) : null,
    ...savingPart(),
    actions(done.length ? saving() : null, button("Another session", leave)));
}

function answered({ review, text, place }) {
  const question = QUESTIONS.get(review.id);
  const time = `${duration(review.seconds)} of ${duration(review.limit)}`;
  if (!question) {
    const sum = DATA.calculations[place];
    const right = review.machine.slots[0] ? "right" : "not right";
    return make("details", {}, make("summary", {}, prose(`${sum.ask} (${right}, ${time})`)), make("p", {}, `It is ${sum.shown}.`));
  }
  const ideas = question.ideas.filter((idea) => idea.for.includes(review.phrasing));
  const model = question.answers[review.phrasing];
  const ticked = `${hits(review.ticks)} of ${ideas.length} ideas, ${time}${review.mode === "retry" ? ", once more" : ""}`;
  return make("details", {},
    make("summary", {}, prose(`${question.ask[review.phrasing]} (${ticked})`)),
    text ? make("div.card.quiet", {}, make("p.soft", {}, "Your answer"), make("p.said", {}, text)) : null,
    ideaList(ideas, review.ticks),
    model ? make("div.card", {}, make("p.soft", {}, "It could have sounded like this"), make("p", {}, prose(model))) : null);
}

function leave() {
  state.session = null;
  home();
}

function draw() {
  const { session } = state;
  if (!session) return home();
  if (session.over) return feedback();
  const { now } = session;
  if (now.stage === "next") {
    finish();
    return draw();
  }
  now.draft ??= "";
  if (now.stage !== now.timed) Object.assign(now, { timed: now.stage, spent: 0 });
  bar(true);
  show(STAGES[now.stage](now, QUESTIONS.get(now.turn.id)));
  return tell();
}

// The clock. A step is at most 5 seconds: a phone that sleeps stops it.
function pass() {
  const at = performance.now();
  const step = Math.min((at - last) / 1000, 5);
  last = at;
  const { session } = state;
  if (!session?.now || session.over || !byId("left")) return;
  session.used += step;
  const { now } = session;
  if (byId("clock")) now.spent += step;
  if (["answer", "sum"].includes(now.stage)) now.seconds = now.spent;
  if (dirty) keep();
  dirty = false;
  tell();
}

function tell() {
  byId("left").textContent = `${duration(left())} left`;
  if (!byId("clock")) return;
  const { now } = state.session;
  const over = now.spent - now.limit;
  byId("used").textContent = `${duration(now.spent)} of ${duration(now.limit)}`;
  byId("over").textContent = over >= 1 ? `${Math.floor(over)} s over` : "";
  byId("clock").classList.toggle("over", over >= 1);
  byId("line-of-time").value = now.spent;
  const place = byId("interruption");
  if (place && now.interruption && now.spent >= RULES.interruptAfter && !place.hasChildNodes()) {
    now.interrupted = true;
    place.append(make("div.card", {}, make("p.soft", {}, "The interviewer"), make("p", {}, now.interruption)));
    say(`The interviewer: ${now.interruption}`);
  }
}

recall();
if (state.session?.over) draw();
else home();
setInterval(pass, 250);
addEventListener("pagehide", () => keep());
addEventListener("beforeunload", (event) => {
  if (!keeps && state.reviews.length > state.saved) event.preventDefault();
});
