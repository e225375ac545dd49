// Asks the device for a passkey and sends its answer with the form around the button. Without it the codes remain.

for (const form of document.querySelectorAll("form[data-passkey]"))
  if (form instanceof HTMLFormElement && "PublicKeyCredential" in window) prepare(form);

/** @param {HTMLFormElement} form */
function prepare(form) {
  const failed = /** @type {HTMLElement} */ (form.querySelector("[data-passkey-failed]"));
  const answer = /** @type {HTMLInputElement} */ (form.elements.namedItem("response"));
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    failed.hidden = true;
    try {
      answer.value = JSON.stringify(await ask(form));
      form.submit();
    } catch {
      failed.hidden = false;
    }
  });
}

/** @param {HTMLFormElement} form */
async function ask(form) {
  const response = await fetch(form.dataset.options ?? "", { method: "POST", credentials: "same-origin" });
  if (!response.ok) throw new Error("no challenge");
  const optionsJSON = await response.json();
  if (form.dataset.passkey === "register") {
    const { startRegistration } = await import("/scripts/simplewebauthn/methods/startRegistration.js");
    return startRegistration({ optionsJSON });
  }
  const { startAuthentication } = await import("/scripts/simplewebauthn/methods/startAuthentication.js");
  return startAuthentication({ optionsJSON });
}
