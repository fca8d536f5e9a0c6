param w: real
z = (w + 1]
u = w + 1)
loss [w, (2 + 3]) + u
