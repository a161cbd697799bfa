// What the administrators' pages do beyond forms: files can be dropped, and progress is followed. Both work without.
'use strict';

for (const form of document.querySelectorAll('form[data-drop]')) {
  const input = form.querySelector('input[type=file]');
  const check = () => {
    const size = [...input.files].reduce((sum, file) => sum + file.size, 0);
    input.setCustomValidity(size > Number(input.dataset.most) ? input.dataset.tooLarge : '');
  };
  input.addEventListener('change', check);
  const mark = (event, isOver) => {
    event.preventDefault();
    form.classList.toggle('over', isOver);
  };
  form.addEventListener('dragover', event => mark(event, true));
  form.addEventListener('dragleave', event => mark(event, false));
  form.addEventListener('drop', event => {
    mark(event, false);
    if (event.dataTransfer.files.length > 0) {
      input.files = event.dataTransfer.files;
      check();
      form.requestSubmit();
    }
  });
}

for (const part of document.querySelectorAll('[data-events]')) {
  const bar = part.querySelector('progress');
  const remaining = part.querySelector('[data-remaining]');
  const events = new EventSource(part.dataset.events);
  events.addEventListener('progress', event => {
    const state = JSON.parse(event.data);
    if (!state.isUnderWay) {
      events.close();
      location.reload();
      return;
    }

    bar.max = Math.max(1, state.total);
    bar.value = state.done;
    part.querySelector('[data-done]').textContent = state.done;
    part.querySelector('[data-total]').textContent = state.total;
    remaining.textContent = state.remainingSeconds === null ? '' : remaining.dataset.text.replace('{0}', state.remainingSeconds);
  });
}
