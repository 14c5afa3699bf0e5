// Messages ready to send: each text gets a button that copies it, subject first.

/** Add the buttons to the messages below `root`. `announce` speaks to those who hear the page. */
export function offerCopies(root, say, announce) {
  for (const body of root.querySelectorAll(".pb-message__body")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sim-button";
    button.textContent = say("form.copy_message");
    button.addEventListener("click", () => copy(body, button, say, announce));
    body.after(button);
  }
}

async function copy(body, button, say, announce) {
  const subject = body.parentElement.querySelector(".pb-message__subject").textContent;
  try {
    await navigator.clipboard.writeText(`${subject}\n\n${body.textContent}`);
    button.textContent = say("form.message_copied");
    announce(say("form.message_copied"));
  } catch {
    // Without leave to write to the clipboard, the text stands selected, ready for the reader's own copy.
    getSelection().selectAllChildren(body);
    button.textContent = say("form.message_selected");
    announce(say("form.message_selected"));
  }
}
