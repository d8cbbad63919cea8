// A group: the same as a person's chat, and who of its members writes, and in which topic.

import { make } from "./bubble.js";
import { Column } from "./column.js";
import * as wire from "./wire.js";
import * as words from "./words.js";

export class GroupColumn extends Column {
  constructor(group, follow, alert) {
    super(group, group.members.map(({ name }) => name).join(", "), follow, alert);
    this.root.querySelector(".slash").hidden = true; // the commands there are those of a private chat
    this.blockButton.title = words.say("expel");
    this.blockButton.setAttribute("aria-label", words.say("expel"));
    this.comeIntoView();
  }

  know(group) {
    super.know({ ...group, blocked: false, menu: [] });
    this.start.textContent = words.say("take_in");
    this.pickers ??= this.addPickers();
    const { as, topic } = this.pickers;
    offer(as, group.members);
    offer(topic, [{ id: "", name: words.say("no_topic") }, ...group.topics]);
    topic.hidden = !group.topics.length;
  }

  began() {} // people write in a group whether or not the bot is there

  get speaker() {
    return Number(this.pickers.as.value);
  }

  get where() {
    const topic = Number(this.pickers.topic.value);
    return { chat: this.person.id, ...(topic && { topic }) };
  }

  pressBlock() {
    return this.attempt(wire.expels(this.person.id));
  }

  pressStart() {
    return this.attempt(wire.brings(this.speaker, this.person.id));
  }

  listenToFiles(input) {
    input.closest("label").hidden = true; // files are for the private chat
  }

  addPickers() {
    const as = make("select", { ariaLabel: words.say("speaks_as") });
    const topic = make("select", { ariaLabel: words.say("topic") });
    this.form.before(make("div", { className: "speaker" }, as, topic));
    return { as, topic };
  }
}

function offer(select, choices) {
  const { value } = select;
  const options = choices.map(({ id, name }) => make("option", { value: id }, name));
  select.replaceChildren(...options);
  if (options.some((option) => option.value === value)) select.value = value;
}
