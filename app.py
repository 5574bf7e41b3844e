"""The dashboard's pages, and the server around them.

`streamlit run app.py`, `dashboard serve` and `uvicorn app:app` all begin here: outside a page run this
module gives the ASGI application, inside one it lists the pages.
"""

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

if get_script_run_ctx(suppress_warning=True) is None:
    from dashboard.server import MIDDLEWARE, lifespan

    app = st.App(__file__, middleware=MIDDLEWARE, lifespan=lifespan)
else:
    from dashboard.display.ui import pages

    st.navigation(pages.listed(), position="hidden").run()
