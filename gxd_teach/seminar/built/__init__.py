"""The built book read again: its pages, their pieces, and the browser that looks at them."""
