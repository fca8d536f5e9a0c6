param w: real
a = w > 0 ? 1
b = w > 0 ? : 2
c = w > 0 ? w > 1 ? 2 : 1 : 0
d = f(w > 0 ? 1, 2)
e = w > 0 ? 1 :
f = (w ? 1) + 2
