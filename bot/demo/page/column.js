// One person's chat with the bot.

import { bubble, make } from "./bubble.js";
import { Menu } from "./menu.js";
import * as wire from "./wire.js";
import * as words from "./words.js";

const TOAST_SECONDS = 5;
const ANSWER_SECONDS = 10;

export class Column {
  // follow(url, column): opens a link of the bot that stands in a column; true if it was one
  constructor(person, caption, follow, alert) {
    Object.assign(this, { person, follow, alert, isLive: false, atEnd: true });
    this.root = document.getElementById("column").content.firstElementChild.cloneNode(true);
    words.fill(this.root);
    const find = (selector) => this.root.querySelector(selector);
    [this.log, this.toastPlace, this.field] = [find(".log"), find(".toast"), find("textarea")];
    [this.form, this.start, this.blockButton] = [find("form"), find(".start"), find(".block")];
    find("h2").textContent = person.name;
    find(".caption").textContent = caption;
    find(".caption").title = caption;
    find(".avatar").textContent = person.name.slice(0, 1);
    this.root.setAttribute("aria-label", `${person.name}, ${caption}`);
    this.log.setAttribute("aria-label", words.say("chat_of", { name: person.name }));
    this.menu = new Menu(find(".menu"), this.field, find(".slash"), (text) => this.say(text));
    this.holdTheEnd();
    this.listenToFiles(find("input[type=file]"), find(".talk"));
    this.listenToField();
    this.start.addEventListener("click", () => this.pressStart());
    this.blockButton.addEventListener("click", () => this.pressBlock());
    this.know(person);
    this.draw();
  }

  // What the server says.

  know(person) {
    this.person = person;
    this.menu.commands = person.menu;
    const talks = person.started && !person.blocked;
    this.form.hidden = !talks;
    this.start.hidden = talks;
    this.start.textContent = words.say(person.blocked ? "unblock" : "start");
    this.blockButton.hidden = !talks;
  }

  // A person who writes has pressed «Start».
  began() {
    if (!this.person.started) this.know({ ...this.person, started: true });
  }

  put(message) {
    if (!message.bot) this.began();
    const item = bubble(message, {
      press: (button, data) => this.press(button, message.id, data),
      follow: (url) => this.follow(url, this),
      command: (text) => this.say(text),
    });
    item.classList.toggle("fresh", this.isLive);
    const old = this.item(message.id);
    if (old) this.replace(old, item);
    else this.append(item, message);
    if (!message.bot) this.atEnd = true;
    this.keepTheEnd();
  }

  remove(id) {
    this.item(id)?.remove();
  }

  answered({ text, alert }) {
    this.free();
    if (!text) return;
    if (alert) this.alert(text);
    else this.toast(text);
  }

  // Everything anew: at the beginning and when the picture came again.
  draw(messages = []) {
    this.isLive = false;
    this.log.setAttribute("aria-live", "off");
    this.log.replaceChildren(make("p", { className: "empty" }, words.say("no_messages")));
    for (const message of messages) this.put(message);
    this.log.setAttribute("aria-live", "polite");
    this.isLive = true;
    this.atEnd = true;
    this.keepTheEnd();
  }

  append(item, message) {
    this.log.querySelector(".empty")?.remove();
    const day = words.day(new Date(message.date));
    if (this.lastDay() !== day) {
      this.log.append(make("p", { className: "day" }, day));
    }
    this.log.append(item);
  }

  // The focus stays where it was: on the same button, or else on the message.
  replace(old, item) {
    const focused = old.contains(document.activeElement) ? document.activeElement : null;
    const label = focused?.textContent;
    old.replaceWith(item);
    if (!focused) return;
    const same = [...item.querySelectorAll(".keys button")].find((key) => key.textContent === label);
    (same ?? item.querySelector(".keys button") ?? item).focus({ preventScroll: true });
  }

  // What the person does.

  get speaker() {
    return this.person.id;
  }

  async attempt(doing) {
    try {
      await doing;
    } catch (error) {
      this.toast(words.say("failed", { error: error.message }));
    }
  }

  say(text) {
    return this.attempt(wire.says(this.speaker, text, this.where));
  }

  press(button, message, data) {
    if (button.getAttribute("aria-busy")) return;
    button.setAttribute("aria-busy", "true");
    setTimeout(() => button.removeAttribute("aria-busy"), ANSWER_SECONDS * 1000);
    this.toast("");
    this.attempt(wire.taps(this.speaker, message, data, this.where));
  }

  pressBlock() {
    return this.attempt(wire.blocks(this.person.id));
  }

  async pressStart() {
    if (this.person.blocked) await this.attempt(wire.unblocks(this.person.id));
    await this.say("/start");
    this.field.focus();
  }

  listenToField() {
    const grow = () => {
      this.field.style.height = "auto";
      this.field.style.height = `${this.field.scrollHeight + 2}px`;
    };
    this.field.addEventListener("input", grow);
    this.field.addEventListener("keydown", (event) => {
      if (this.menu.key(event) || event.isComposing) return;
      if (event.key === "Enter" && !event.shiftKey) {
        event.preventDefault();
        this.form.requestSubmit();
      }
    });
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      const text = this.field.value.trim();
      if (!text) return;
      this.field.value = "";
      grow();
      this.menu.close();
      this.say(text);
    });
  }

  listenToFiles(input, talk) {
    const send = async (files) => {
      for (const file of files) await this.attempt(wire.sendsFile(this.person.id, file, ""));
    };
    input.addEventListener("change", async () => {
      await send([...input.files]);
      input.value = "";
    });
    this.root.addEventListener("dragover", (event) => {
      event.preventDefault();
      talk.classList.add("dropping");
    });
    this.root.addEventListener("dragleave", (event) => {
      if (!this.root.contains(event.relatedTarget)) talk.classList.remove("dropping");
    });
    this.root.addEventListener("drop", (event) => {
      event.preventDefault();
      talk.classList.remove("dropping");
      send([...event.dataTransfer.files]);
    });
  }

  // Small things.

  toast(text) {
    clearTimeout(this.toastTimer);
    this.toastPlace.textContent = text;
    this.toastTimer = setTimeout(() => { this.toastPlace.textContent = ""; }, TOAST_SECONDS * 1000);
  }

  free() {
    for (const busy of this.log.querySelectorAll("[aria-busy]")) busy.removeAttribute("aria-busy");
  }

  item(id) {
    return this.log.querySelector(`[data-id="${id}"]`);
  }

  lastDay() {
    return [...this.log.querySelectorAll(".day")].at(-1)?.textContent;
  }

  // Who has not scrolled up sees the newest, also when a picture loads or the window changes.
  holdTheEnd() {
    const { log } = this;
    let [height, length] = [0, 0];
    log.addEventListener("scroll", () => {
      const isNear = log.scrollHeight - log.scrollTop - log.clientHeight < 80;
      const isByHand = height === log.clientHeight && length === log.scrollHeight;
      if (isNear || isByHand) this.atEnd = isNear;
      [height, length] = [log.clientHeight, log.scrollHeight];
    });
    log.addEventListener("load", () => this.keepTheEnd(), { capture: true });
    new ResizeObserver(() => this.keepTheEnd()).observe(log);
  }

  comeIntoView() {
    this.root.scrollIntoView({ inline: "start", block: "nearest" });
  }

  keepTheEnd() {
    if (this.atEnd) this.log.scrollTop = this.log.scrollHeight;
  }
}
