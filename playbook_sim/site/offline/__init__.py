"""The site without a network: what a browser keeps of it, the service worker that keeps it, the app to install.

`packs` says which files belong together, `worker` writes the service worker, `app` the web app manifests, and `icons`
draws the app's icons when the logo has changed.
"""
