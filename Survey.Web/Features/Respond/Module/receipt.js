// The receipt: copying and printing, where the browser can. And what was withdrawn is not sent any more.
import { forget } from "./waiting.js";
import { say } from "./words.js";

export function startReceipt() {
  const tools = document.getElementById("receipt-tools");
  if (tools) {
    const copy = document.getElementById("receipt-copy");
    tools.hidden = false;
    copy.hidden = !navigator.clipboard;
    copy.addEventListener("click", async () => {
      await navigator.clipboard.writeText(`${document.getElementById("receipt-code").textContent}\n${document.getElementById("receipt-address").value}`);
      say(copy.dataset.copied);
    });
    document.getElementById("receipt-print").addEventListener("click", () => print());
  }
  const withdrawn = document.querySelector("[data-forget]");
  if (withdrawn) forget(withdrawn.dataset.forget);
}
