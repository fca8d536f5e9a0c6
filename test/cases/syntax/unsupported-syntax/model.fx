param w: real, W: real[2, 2]
a = "text"
b = 'text'
c = {x: 1}
d = w; e = 2
h = 3 in + w
i = W[1](2)
j = (w)(2) + sin(w)'(1)
k = sum(:)
l = w xor 1
