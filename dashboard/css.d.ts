/** Vite turns these into files of the page. */
declare module '*.css'
