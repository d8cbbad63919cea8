// Talking with the stand-in: what people do goes out, what happens comes in as a stream.

async function post(path, body, headers = {}) {
  const answer = await fetch(path, { method: "POST", body, headers });
  const facts = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(facts.error ?? `HTTP ${answer.status}`);
  return facts;
}

const act = (what, facts) =>
  post(`/control/${what}`, JSON.stringify(facts), { "Content-Type": "application/json" });

// where: { chat, topic? } in a group, nothing in private
export const says = (person, text, where) => act("say", { person, text, ...where });
export const taps = (person, message, data, where) => act("tap", { person, message, data, ...where });
export const makesGroup = (title, members) => act("group", { title, members });
export const brings = (person, chat) => act("bring", { person, chat });
export const expels = (chat) => act("expel", { chat });
export const blocks = (person) => act("block", { person });
export const unblocks = (person) => act("unblock", { person });
export const moveClock = (move) => act("clock", { move });
export const fileAddress = (id) => `/control/file/${encodeURIComponent(id)}`;

export function sendsFile(person, file, caption) {
  const isPhoto = ["image/jpeg", "image/png"].includes(file.type);
  const facts = new URLSearchParams({ person, name: file.name, caption });
  if (isPhoto) facts.set("photo", "1");
  return post(`/control/file?${facts}`, file, { "Content-Type": "application/octet-stream" });
}

export async function page() {
  return (await fetch("/control/page")).json();
}

// The browser reconnects by itself and says what it saw last; the server tells what was missed.
export function listen(hear, connection) {
  const stream = new EventSource("/control/events");
  stream.onmessage = (event) => hear(JSON.parse(event.data));
  stream.onopen = () => connection(true);
  stream.onerror = () => connection(false);
}
