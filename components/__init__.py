"""All that is seen: the page, its panels, the map. The only place that knows Streamlit and folium."""
