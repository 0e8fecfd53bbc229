// A recording and its transcript: jump to a moment, follow along, other speeds. Without it there are the browser's own
// controls, and each moment leads to its place in the transcript.

const clock = /^(?:(\d{1,3}):)?(\d{1,3}):([0-5]\d)$/;

// The seconds of "12:31", "1:02:03" or "751"; null for what is no moment.
const secondsOf = (said) => {
  const found = clock.exec(said.trim());
  if (found) return Number(found[1] ?? 0) * 3600 + Number(found[2]) * 60 + Number(found[3]);
  return /^\d{1,6}$/.test(said.trim()) ? Number(said) : null;
};

const momentOf = (seconds) => {
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, Math.floor(seconds) % 60];
  const end = `${hours ? String(minutes).padStart(2, "0") : minutes}:${String(rest).padStart(2, "0")}`;
  return hours ? `${hours}:${end}` : end;
};

const asked = (hash) => (hash.startsWith("#t=") ? secondsOf(decodeURIComponent(hash.slice(3))) : null);

class RecordingPlayer extends HTMLElement {
  connectedCallback() {
    this.media = this.querySelector("audio, video");
    if (!this.media || this.isReady) return;
    this.isReady = true;
    this.prepareControls();
    this.media.addEventListener("timeupdate", () => this.follow());
    document.addEventListener("click", (event) => this.click(event));
    addEventListener("hashchange", () => this.arrive());
    document.addEventListener("htmx:afterSettle", () => this.showFollowing());
    this.showFollowing();
    this.arrive();
  }

  prepareControls() {
    const controls = this.querySelector(".player__controls");
    controls.hidden = false;
    for (const button of controls.querySelectorAll("[data-step]")) {
      button.addEventListener("click", () => this.seek(this.media.currentTime + Number(button.dataset.step)));
    }
    controls.querySelector("[data-speed]").addEventListener("change", (event) => {
      this.media.playbackRate = Number(event.target.value);
    });
    const jump = controls.querySelector("[data-jump]");
    jump.addEventListener("submit", (event) => {
      event.preventDefault();
      const seconds = secondsOf(jump.elements.t.value);
      jump.elements.t.toggleAttribute("aria-invalid", seconds === null);
      this.say(seconds === null ? jump.dataset.wrong : "");
      if (seconds !== null) this.goTo(seconds);
    });
  }

  say(words) {
    this.querySelector(".player__status").textContent = words;
  }

  showFollowing() {
    const box = document.querySelector(".transcript__follow");
    if (box) box.hidden = false;
  }

  // A moment in the address: the recording stands there, and so does the transcript.
  arrive() {
    const seconds = asked(location.hash);
    if (seconds === null) return;
    this.seek(seconds);
    if (!document.getElementById(decodeURIComponent(location.hash.slice(1)))) this.lineAt(seconds)?.scrollIntoView({ block: "center" });
  }

  click(event) {
    const link = event.target.closest("a[href^='#t=']");
    const seconds = link ? asked(link.hash) : this.secondsOfLine(event.target);
    if (seconds === null || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (link) event.preventDefault();
    this.goTo(seconds);
  }

  // A click on words that are not being selected.
  secondsOfLine(target) {
    const line = target.closest("[data-start]");
    return line && getSelection().isCollapsed ? Number(line.dataset.start) : null;
  }

  goTo(seconds) {
    history.replaceState(history.state, "", `#t=${momentOf(seconds)}`);
    this.seek(seconds);
    this.media.play().catch(() => {});  // the browser may want a press on its own button first
  }

  // Before its length is known, a recording does not move: it does so as soon as it can.
  seek(seconds) {
    const move = () => {
      this.media.currentTime = Math.max(0, Math.min(seconds, this.media.duration || seconds));
      this.follow();
    };
    if (this.media.readyState > 0) return move();
    this.media.addEventListener("loadedmetadata", move, { once: true });
    this.media.load();
  }

  lineAt(seconds) {
    let found = null;
    for (const line of document.querySelectorAll(".turn__line[data-start]")) {
      if (Number(line.dataset.start) > seconds + 0.01) break;
      found = line;
    }
    return found;
  }

  follow() {
    const time = this.media.currentTime;
    const line = this.lineAt(time);
    const said = line && time < Number(line.dataset.end) ? line : null;
    const before = document.querySelector(".turn__line[aria-current]");
    if (said === before) return;
    before?.removeAttribute("aria-current");
    said?.setAttribute("aria-current", "true");
    if (said && !this.media.paused && document.querySelector("[data-follow]")?.checked) said.scrollIntoView({ block: "nearest" });
  }
}
customElements.define("recording-player", RecordingPlayer);
