"""The screens of the app; the only part of the package that knows Streamlit.

Text of documents and names of files are drawn with ``st.text``, ``st.dataframe`` or the reader and with nothing else:
every other element of Streamlit reads Markdown, which would change numbers and let a document load images.
"""
