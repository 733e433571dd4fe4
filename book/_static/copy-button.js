// The copy buttons of code cells, in the reader's language and named for screen readers.
document.addEventListener("DOMContentLoaded", () => {
  for (const button of document.querySelectorAll("button.copybtn")) {
    button.dataset.tooltip = "コピー";
    button.setAttribute("aria-label", "コードをコピー");
  }
});
