param h: real[3]
for t in 2:3
  h[t] = h[t - 1]
  g[t] = 3
loss sum(h)
h[1] = 2
