data y: category(3)
param p: simplex[3]
y ~ categorical(p)
