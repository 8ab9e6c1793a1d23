"""The record of the 2020 Karabakh war and the ground it is drawn on."""
