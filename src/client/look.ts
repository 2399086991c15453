// Before anything is painted: the reader's choice of light or dark, where the browser lets us remember one.
try {
  const look = localStorage.getItem("look");
  if (look === "light" || look === "dark") document.documentElement.dataset["look"] = look;
} catch {
  // Storage is closed to us: the page looks as the device wants.
}
