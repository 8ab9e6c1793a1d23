"""The time map: the folium ground, the data it is given, its modules and their mount."""
