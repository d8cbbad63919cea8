// The list of commands above the composer: by the «/» button or by typing «/».

import { make } from "./bubble.js";

export class Menu {
  constructor(list, field, button, choose) {
    Object.assign(this, { list, field, button, choose, commands: [], at: -1 });
    list.id = `menu-${crypto.randomUUID()}`;
    field.setAttribute("aria-controls", list.id);
    button.setAttribute("aria-controls", list.id);
    button.addEventListener("click", () => (this.isOpen ? this.close() : this.open("")));
    field.addEventListener("input", () => this.follow());
    field.addEventListener("blur", () => this.close());
    list.addEventListener("mousedown", (event) => event.preventDefault());
  }

  get isOpen() {
    return !this.list.hidden;
  }

  follow() {
    const typed = this.field.value;
    if (/^\/\w*$/.test(typed)) this.open(typed.slice(1));
    else this.close();
  }

  open(beginning) {
    const found = this.commands.filter(({ command }) => command.startsWith(beginning));
    this.list.replaceChildren(...found.map((one, index) => this.item(one, index)));
    this.show(found.length > 0);
    this.point(-1);
    if (this.isOpen) this.field.focus();
  }

  close() {
    this.show(false);
    this.point(-1);
  }

  // Keys while the list is open; true if the key was for the list.
  key(event) {
    if (!this.isOpen) return false;
    const count = this.list.children.length;
    if (event.key === "ArrowDown") this.point((this.at + 1) % count);
    else if (event.key === "ArrowUp") this.point(this.at > 0 ? this.at - 1 : count - 1);
    else if (event.key === "Escape") this.close();
    else if (event.key === "Enter" && this.at >= 0) this.list.children[this.at].click();
    else return false;
    event.preventDefault();
    return true;
  }

  item({ command, description }, index) {
    const item = make("li", {}, make("b", {}, `/${command}`), make("span", {}, description));
    item.id = `${this.list.id}-${index}`;
    item.setAttribute("role", "option");
    item.addEventListener("click", () => {
      this.close();
      this.choose(`/${command}`);
    });
    return item;
  }

  show(open) {
    this.list.hidden = !open;
    this.button.setAttribute("aria-expanded", open);
  }

  point(index) {
    this.at = index;
    [...this.list.children].forEach((item, i) => {
      item.setAttribute("aria-selected", i === index);
      if (i === index) item.scrollIntoView({ block: "nearest" });
    });
    if (index >= 0) this.field.setAttribute("aria-activedescendant", this.list.children[index].id);
    else this.field.removeAttribute("aria-activedescendant");
  }
}
