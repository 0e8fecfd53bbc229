// Carrying a thing of a list to another place, with mouse, finger or pen. A mouse takes it anywhere, but where there is
// something to fill in or to press; fingers take its grip, so that the page scrolls everywhere else. Escape puts it back, near an
// edge of the window the page scrolls along. Pages keep buttons that do the same: the grip says nothing to who does not see it.

const threshold = 5;
const edge = 72;
const fastest = 16;
const spans = 0.75; // of the list: what is wider stands above or below another, not beside it
const spots = { before: "spot--before", after: "spot--after", above: "spot--above", below: "spot--below" };
const pressed = "button, input, select, textarea, summary, .cell__size";

// What is carried is shifted by a sheet: an attribute would go along where parts of the page are replaced, and be refused there.
const sheet = new CSSStyleSheet();
sheet.replaceSync(".carried { }");
document.adoptedStyleSheets.push(sheet);
const shift = (right, low) => {
  sheet.cssRules[0].style.translate = `${right}px ${low}px`;
};

// The pointer that came down, until it goes up, is taken away, or Escape is pressed.
export const follow = (down, { move, done, undone }) => {
  const following = new AbortController();
  const on = (type, act) => document.addEventListener(type, act, { capture: true, signal: following.signal });
  const mine = (act) => (event) => event.pointerId === down.pointerId && act(event);
  const end = (act) => (event) => {
    following.abort();
    act(event);
  };
  on("pointermove", mine(move));
  on("pointerup", mine(end(done)));
  on("pointercancel", mine(end(undone)));
  on("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    end(undone)(event);
  });
};

const between = (least, number, most) => Math.max(least, Math.min(number, most));
const apart = (box, x, y) => Math.hypot(x - between(box.left, x, box.right), y - between(box.top, y, box.bottom));

// Where a point is: beside which of the boxes, and on which side.
const spotAt = (things, boxOf, whole, x, y) => {
  let nearest = null;
  for (const thing of things) {
    const box = boxOf(thing);
    const distance = apart(box, x, y);
    if (!nearest || distance < nearest.distance) nearest = { thing, box, distance };
  }
  const { thing, box } = nearest;
  const isAcross = box.width > spans * whole.width;
  const isEarly = isAcross ? y < box.top + box.height / 2 : x < box.left + box.width / 2;
  return { thing, isEarly, side: isAcross ? (isEarly ? "above" : "below") : isEarly ? "before" : "after" };
};

// How fast to scroll: not towards an edge from which one comes.
const speed = (place, began, length) => {
  const near = Math.min(edge, length / 4);
  if (place < near && place < began) return -Math.ceil(fastest * Math.min(1, (near - place) / near));
  if (place > length - near && place > began) return Math.ceil(fastest * Math.min(1, (place - length + near) / near));
  return 0;
};

// `dropped(thing, next)` is told what was carried and what it is to stand before; null is the end of the list.
export const carry = (list, { sideways, dropped }) => {
  const things = () => [...list.children];

  const begin = (thing, down) => {
    const start = thing.getBoundingClientRect();
    const origin = list.getBoundingClientRect();
    let [x, y] = [down.clientX, down.clientY];
    let [right, low] = [0, 0];
    let spot = null;
    let frame = 0;

    const boxOf = (each) => {
      const box = each.getBoundingClientRect();
      return each === thing ? new DOMRect(box.x - right, box.y - low, box.width, box.height) : box;
    };
    const unmark = () => spot?.thing.classList.remove("spot", spots[spot.side]);
    const draw = () => {
      const whole = list.getBoundingClientRect();
      const now = spotAt(things(), boxOf, whole, x, y);
      if (now.thing !== spot?.thing || now.side !== spot.side) {
        unmark();
        if (now.thing !== thing) now.thing.classList.add("spot", spots[now.side]);
      }
      spot = now;
      // It stays within its list, so that the page grows no longer or wider by what is carried.
      const [left, top] = [start.left - origin.left, start.top - origin.top];
      right = between(-left, x - down.clientX + origin.left - whole.left, whole.width - left - start.width);
      low = between(-top, y - down.clientY + origin.top - whole.top, whole.height - top - start.height);
      shift(right, low);
    };
    const scroll = () => {
      if (!thing.isConnected) return;
      const [top, whole] = [speed(y, down.clientY, innerHeight), list.getBoundingClientRect()];
      const isBeyond = top < 0 ? whole.top > edge : whole.bottom < innerHeight - edge;
      if (!isBeyond) scrollBy({ top, behavior: "instant" });
      sideways?.()?.scrollBy({ left: speed(x, down.clientX, innerWidth), behavior: "instant" });
      draw();
      frame = requestAnimationFrame(scroll);
    };
    const putDown = () => {
      cancelAnimationFrame(frame);
      unmark();
      thing.classList.remove("carried");
      shift(0, 0);
    };

    thing.classList.add("carried");
    thing.setPointerCapture(down.pointerId);
    scroll();
    return {
      move: (event) => {
        [x, y] = [event.clientX, event.clientY];
        draw();
      },
      undone: putDown,
      done: () => {
        const next = spot.isEarly ? spot.thing : spot.thing.nextElementSibling;
        putDown();
        if (thing.isConnected && next !== thing && next !== thing.nextElementSibling) dropped(thing, next);
      },
    };
  };

  list.addEventListener("pointerdown", (down) => {
    const grip = down.target.closest(".grip");
    const thing = things().find((each) => each.contains(down.target));
    if (!thing || down.button || !down.isPrimary || !grip && (down.pointerType !== "mouse" || down.target.closest(pressed))) return;
    let held = null;
    follow(down, {
      move: (event) => {
        if (!held && Math.hypot(event.clientX - down.clientX, event.clientY - down.clientY) < threshold) return;
        event.preventDefault();
        held ??= begin(thing, down);
        held.move(event);
      },
      undone: () => held?.undone(),
      done: () => {
        if (!held) return;
        held.done();
        // A link under the mouse is not followed by who put something down.
        const refuse = (event) => event.preventDefault();
        addEventListener("click", refuse, { capture: true, once: true });
        setTimeout(() => removeEventListener("click", refuse, { capture: true }));
      },
    });
  });
  list.addEventListener("dragstart", (event) => event.preventDefault());
  list.dataset.carrying = "";
};

export const grip = () => {
  const made = document.createElement("span");
  made.className = "grip";
  made.setAttribute("aria-hidden", "true");
  return made;
};
