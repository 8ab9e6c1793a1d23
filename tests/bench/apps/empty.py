"""The smallest Streamlit page that answers a hand: what every round trip costs at least."""

import streamlit as st

if __name__ == "__main__":
    value = st.slider("Value", 0, 1000, key="value")
    with st.container(key="shown"):
        st.markdown(f"**value {value}**")
