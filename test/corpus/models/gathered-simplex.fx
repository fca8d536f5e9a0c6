data c: category(3), y: binary
param th: simplex[3], S: real[3, 3]
y ~ bernoulli(th[c])
loss dot(S[c, :], S[:, c])
