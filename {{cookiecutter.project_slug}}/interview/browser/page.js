// Before and after a session, and the clock that runs through it.
let last = performance.now();
let dirty = false; // something was typed that is not written down yet

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
  choices("minutes", "How long?", { 10: "10 min", 20: "20 min", 45: "45 min" }),
  choices("way", "How do you answer?", { typed: "Type it", aloud: "Say it aloud" }),
  choices("mix", "About what?", { both: "Both", own: "My project", core: "Any interview" }),
  make("div.row.even", {}, make("button.go", { "data-first": true }, "Start")));
  show(
    make("p.soft", {}, DATA.head.project), heading("Interview session", "h1"),
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
  if (!state.reviews.length) return [];
  const lines = make("textarea", { id: "lines", readonly: true, rows: "4" });
  lines.value = journal();
  return [
    make("h2", {}, "Take it to the kit"),
    make("p", {}, make("span", { id: "kept" }, kept()), " The file has your ticks and times; what you typed stays here."),
    first && make("div.row", {}, first),
    make("p", {}, "Move the file to ", make("code", {}, "interview/mine/"), " in the project, which git does not see. Then run "),
    make("p", {}, make("code", {}, `make rehearse DO="import interview/mine/${file}"`)),
    make("details", {}, make("summary", {}, "If no file was saved"),
      make("label", { for: "lines" }, `Copy these lines into a file named ${file}`), lines),
    make("details", {}, make("summary", {}, "Delete what this browser keeps"),
      make("p", {}, "All answers and ticks of this project. What is saved as a file stays."),
      make("div.row", {}, button("Delete it", forget))),
  ];
}

function kept() {
  const { length } = state.reviews;
  const unsaved = length - state.saved;
  return `${length} ${length === 1 ? "answer" : "answers"} kept here, ${unsaved ? `${unsaved} not saved yet` : "all saved"}.`;
}

const journalName = () => `interview-${DATA.head.project}-${new Date().toISOString().slice(0, 10)}.jsonl`;
const saving = () => make("button.go", { type: "button", id: "save", onclick: save }, "Save the journal");

function save() {
  const link = make("a", { download: journalName() });
  link.href = URL.createObjectURL(new Blob([journal()], { type: "application/x-ndjson" }));
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  state.saved = state.reviews.length;
  keep();
  byId("kept").textContent = kept();
  say("Saved.");
}

function forget() {
  state = { ...state, reviews: [], saved: 0, session: null };
  clear();
  draw();
}

function feedback() {
  bar(false);
  const { done } = state.session;
  const first = done.filter(({ review }) => review.mode !== "retry");
  const wrong = ({ machine }) => machine.slots[0] < machine.slots[1];
  const asked = ({ review, place }) => QUESTIONS.get(review.id)?.ask[review.phrasing] ?? DATA.calculations[place].ask;
  const lost = [...new Set(first.filter(({ review }) => missed(review) || wrong(review)).map(asked))];
  show(
    make("p.soft", {}, DATA.head.project), heading("This session", "h1"),
    make("p", {}, done.length ? `${first.length} answered.` : "Nothing was finished, so nothing was kept."),
    done.length ? make("dl.cards", {}, Object.entries(tallies(done)).map(([name, [value, what]]) => make("div.card", {},
      make("dt", {}, name), make("dd.value", {}, value), make("dd.soft", {}, what)))) : null,
    lost.length ? make("h2", {}, "Missed") : null,
    lost.length ? make("ul", {}, lost.map((text) => make("li", {}, prose(text)))) : null,
    done.length ? make("h2", {}, "Every answer") : null,
    done.map(answered), done.length ? make("p.soft", {}, RULES.selfScored) : null,
    ...savingPart(),
    actions(
      done.length ? saving() : null,
      state.session.now ? button("Back to the question", back) : null, button("Another session", leave)));
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

function back() {
  state.session.over = false;
  draw();
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
