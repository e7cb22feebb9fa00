import { render } from 'preact';
import { App } from './app.tsx';

const page = document.getElementById('page');
if (page !== null) render(<App />, page);

// Keeps the shell for a reload with the network off. Without it the page works all the same, but only online.
if ('serviceWorker' in navigator) navigator.serviceWorker.register('/service-worker.js').catch(() => undefined);
