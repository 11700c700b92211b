// Before the first paint, so that a dark wall does not flash white. A file of its own: the page allows no inline script.
try {
  const theme = localStorage.getItem('navette.theme')
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
} catch {}
