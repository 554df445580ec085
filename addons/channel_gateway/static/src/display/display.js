// The display in the waiting room. It asks the server for the last calls, so that it
// goes on by itself after a restart of the server, the network or the browser.

const POLL = 2000;
const PATIENCE = 8000;
// Milliseconds without an answer after which what is shown may be wrong.
const STALE = 15000;
const LANGUAGE = 8000;
const NEW = 10000;

const {path, sound, voice, words: texts} = document.body.dataset;
const words = JSON.parse(texts);
const languages = Object.keys(words);
const element = (id) => document.getElementById(id);

let current = 0;
let news = {};
let known = null;
let answeredAt = Date.now();
let audio = null;

function showWords() {
    const code = languages[current];
    const {direction, ticket, counter, nobody, stale, sound: switchOn} = words[code];
    document.documentElement.lang = code.replace("_", "-");
    document.documentElement.dir = direction;
    element("ticket-heading").textContent = ticket;
    element("counter-heading").textContent = counter;
    element("nobody").textContent = nobody;
    element("stale").textContent = stale;
    element("sound").textContent = switchOn;
    element("news").textContent = news[code] || "";
}

function cell(row, text) {
    const made = row.insertCell();
    // Letters and digits keep their order on a page in Arabic.
    const kept = document.createElement("bdi");
    kept.dir = "ltr";
    kept.textContent = text;
    made.append(kept);
}

/** Play two tones. */
function ring() {
    if (audio?.state !== "running") {
        return;
    }
    for (const [start, pitch] of [
        [0, 660],
        [0.35, 528],
    ]) {
        const tone = audio.createOscillator();
        const volume = audio.createGain();
        const at = audio.currentTime + start;
        tone.frequency.value = pitch;
        volume.gain.setValueAtTime(0.3, at);
        volume.gain.exponentialRampToValueAtTime(0.001, at + 0.6);
        tone.connect(volume).connect(audio.destination);
        tone.start(at);
        tone.stop(at + 0.6);
    }
}

function announce({ticket, counter}) {
    if (sound) {
        ring();
    }
    if (!voice || !window.speechSynthesis) {
        return;
    }
    for (const code of languages) {
        const spoken = words[code].spoken
            .replace("%(ticket)s", [...ticket].join(" "))
            .replace("%(counter)s", counter);
        const utterance = new SpeechSynthesisUtterance(spoken);
        utterance.lang = code.replace("_", "-");
        utterance.rate = 0.85;
        speechSynthesis.speak(utterance);
    }
}

function showCalls(calls) {
    const body = element("calls");
    const fresh = known ? calls.filter(({key}) => !known.has(key)) : [];
    const isSame = known && !fresh.length && known.size === calls.length;
    known = new Set(calls.map(({key}) => key));
    element("nobody").hidden = calls.length > 0;
    document.querySelector("table").hidden = !calls.length;
    if (isSame) {
        return;
    }
    body.replaceChildren();
    for (const call of calls) {
        const row = body.insertRow();
        cell(row, call.ticket);
        cell(row, call.counter);
        if (fresh.includes(call)) {
            row.classList.add("new");
            setTimeout(() => row.classList.remove("new"), NEW);
        }
    }
    // The oldest of several is announced first.
    fresh.reverse().forEach(announce);
}

/** Browsers play sound only after somebody has pressed something. */
function showSound() {
    element("sound").hidden = !audio || audio.state === "running";
}

async function unlock() {
    await audio?.resume();
    showSound();
}

async function poll() {
    try {
        const response = await fetch(`${path}/calls`, {
            cache: "no-store",
            signal: AbortSignal.timeout(PATIENCE),
        });
        if (!response.ok) {
            throw new Error(response.statusText);
        }
        const answer = await response.json();
        answeredAt = Date.now();
        news = answer.news;
        showCalls(answer.calls);
        element("news").textContent = news[languages[current]] || "";
    } catch {
        // It is asked again, and an old answer is marked as such.
    }
    element("stale").hidden = Date.now() - answeredAt < STALE;
    setTimeout(poll, POLL);
}

function tick() {
    element("clock").textContent = new Date().toLocaleTimeString("en-GB", {
        hour: "2-digit",
        minute: "2-digit",
    });
}

if (sound && window.AudioContext) {
    audio = new AudioContext();
    audio.addEventListener("statechange", showSound);
    element("sound").addEventListener("click", unlock);
    document.addEventListener("keydown", unlock);
}
showWords();
showSound();
tick();
setInterval(tick, 1000);
setInterval(() => {
    current = (current + 1) % languages.length;
    showWords();
}, LANGUAGE);
poll();
