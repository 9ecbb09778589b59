# Stands for an editor: gives the person in the file that it is given another year of birth.
sed "s/^born:.*/born: '1891'/" "$1" > changed.yaml
cat changed.yaml > "$1"
rm changed.yaml
