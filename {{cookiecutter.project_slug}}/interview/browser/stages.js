// The stages of a question. Each shows itself from the state, and hands on by setting the next.

// The two keys that stand for an answer; nothing when it is neither.
function heed(text) {
  if (text.toLowerCase() === "s") skipped();
  else if (text === "?" || unknown(text)) gaveUp();
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
      }), keys()),
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
      }), keys()),
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
      const words = at.kind === "number" && !tick; // the number is another one: now its words
      return doubt(now, words ? at.place : at.place + 1, words);
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
      const mistaken = saysMistake(part, question);
      if (!mistaken && enough(question, now.turn.phrasing, idea, part, true)) return decide(null);
      at.tries = (at.tries ?? 0) + 1;
      if (at.tries < WORDS.tries) return mistaken ? RULES.mistake : "Those words repeat too little of the idea.";
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
    if (strange.length) lines.push(`Nowhere in your project: ${strange.join(", ")}. Where from?`);
    const used = bannedWords(now.text, question.banned);
    if (used.length) lines.push(`You used ${used.join(", ")}.`);
    else if (Object.keys(question.banned).length) lines.push("None of the words was used.");
  }
  return make("p", {}, lines.join(" "));
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
    if (!enough(question, phrasing, idea, soundPart(now.text, question), tick === "partly")) {
      now.doubts = [{ place, kind: "words" }];
      return to("doubt");
    }
  }
  return to("taught");
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
